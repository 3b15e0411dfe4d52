package io.tributary.streams.lifecycle;

import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.state.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An opportunity.
 *
 * @param openedAt milliseconds since the epoch: of the opened event, or the earliest time known of
 *     it
 * @param moments its state from each change on, in order of time; the first is at openedAt
 */
record Opportunity(long openedAt, List<Moment> moments) implements Folded {
  private static final Set<String> CLOSED =
      Set.of("won", "lost", "closed won", "closed lost", "closed-won", "closed-lost");

  /** How it stands. */
  enum Outcome {
    OPEN,
    WON,
    LOST
  }

  /**
   * The state from a time on.
   *
   * @param amountMicros null while it is not known
   * @param outcomeAt since when the outcome holds
   */
  record Moment(
      long at,
      Outcome outcome,
      long outcomeAt,
      String stage,
      Long amountMicros,
      String currency,
      Long probabilityMicros,
      String owner,
      String region,
      String segment,
      String product,
      LocalDate expectedClose) {}

  /** What is known of it now. */
  Moment latest() {
    return moments.get(moments.size() - 1);
  }

  boolean isWon() {
    return latest().outcome() == Outcome.WON;
  }

  boolean isLost() {
    return latest().outcome() == Outcome.LOST;
  }

  static Opportunity fold(List<Fact> facts) {
    long openedAt = openedAt(facts);
    Folding folding = new Folding();
    List<Moment> moments = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      folding.apply(fact);
      // What happened before it was opened is how it was opened.
      long at = Math.max(fact.getOccurredAt(), openedAt);
      if (!moments.isEmpty() && moments.get(moments.size() - 1).at() == at) {
        moments.remove(moments.size() - 1);
      }
      moments.add(folding.at(at));
    }
    return new Opportunity(openedAt, moments);
  }

  private static long openedAt(List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact.getBody() instanceof OpportunityOpened) {
        return fact.getOccurredAt();
      }
    }
    return facts.get(0).getOccurredAt();
  }

  /** The fields as they change from fact to fact. */
  private static final class Folding {
    private Outcome outcome = Outcome.OPEN;
    private long outcomeAt = Long.MIN_VALUE;
    private String stage;
    private Long amountMicros;
    private String currency;
    private Long probabilityMicros;
    private String owner;
    private String region;
    private String segment;
    private String product;
    private LocalDate expectedClose;

    void apply(Fact fact) {
      if (fact.getBody() instanceof OpportunityOpened opened) {
        stage = or(opened.getStage(), stage);
        amount(opened.getAmountMicros(), opened.getCurrency());
        owner = or(opened.getOwner(), owner);
        region = or(opened.getRegion(), region);
        segment = or(opened.getSegment(), segment);
        product = or(opened.getProduct(), product);
        expectedClose = or(opened.getExpectedClose(), expectedClose);
        probabilityMicros = or(opened.getProbabilityMicros(), probabilityMicros);
      } else if (fact.getBody() instanceof OpportunityChanged changed) {
        if (outcome != Outcome.OPEN && isOpenStage(changed.getStage())) {
          close(Outcome.OPEN, fact);
        }
        stage = or(changed.getStage(), stage);
        amount(changed.getAmountMicros(), changed.getCurrency());
        owner = or(changed.getOwner(), owner);
        region = or(changed.getRegion(), region);
        segment = or(changed.getSegment(), segment);
        product = or(changed.getProduct(), product);
        expectedClose = or(changed.getExpectedClose(), expectedClose);
        probabilityMicros = or(changed.getProbabilityMicros(), probabilityMicros);
      } else if (fact.getBody() instanceof OpportunityWon won) {
        amount(won.getAmountMicros(), won.getCurrency());
        close(Outcome.WON, fact);
      } else if (fact.getBody() instanceof OpportunityLost) {
        close(Outcome.LOST, fact);
      }
    }

    Moment at(long at) {
      return new Moment(
          at,
          outcome,
          outcomeAt,
          stage,
          amountMicros,
          currency,
          probabilityMicros,
          owner,
          region,
          segment,
          product,
          expectedClose);
    }

    private void close(Outcome next, Fact fact) {
      if (outcome != next) {
        outcome = next;
        outcomeAt = fact.getOccurredAt();
      }
    }

    private void amount(Long micros, String newCurrency) {
      amountMicros = or(micros, amountMicros);
      currency = or(newCurrency, currency);
    }

    private static boolean isOpenStage(String stage) {
      return stage != null && !CLOSED.contains(stage.strip().toLowerCase(Locale.ROOT));
    }

    private static <T> T or(T value, T otherwise) {
      return value == null ? otherwise : value;
    }
  }
}
