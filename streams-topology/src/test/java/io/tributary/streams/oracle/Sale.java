package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An opportunity by its definition: its state at a time follows from what was said up to then. */
final class Sale {
  private static final Set<String> CLOSED_NAMES =
      Set.of("won", "lost", "closed won", "closed lost", "closed-won", "closed-lost");

  final String id;
  final Told told;
  final long openedAt;

  Sale(String id, Told told) {
    this.id = id;
    this.told = told;
    Long said = told.first("OpportunityOpened");
    this.openedAt = said == null ? told.firstAt() : said;
  }

  /** open, won or lost, and since when, by what was said up to a time. */
  record Outcome(String what, long since) {}

  Outcome outcomeAt(long time) {
    Outcome outcome = new Outcome("open", openedAt);
    for (RevenueEvent event : told.upTo(time).events()) {
      Object stage = Told.field(event, "stage");
      String next =
          switch (Told.kind(event)) {
            case "OpportunityWon" -> "won";
            case "OpportunityLost" -> "lost";
            case "OpportunityChanged" ->
                stage != null
                        && !CLOSED_NAMES.contains(stage.toString().strip().toLowerCase(Locale.ROOT))
                    ? "open"
                    : outcome.what();
            default -> outcome.what();
          };
      if (!next.equals(outcome.what())) {
        outcome = new Outcome(next, Told.at(event));
      }
    }
    return outcome;
  }

  Outcome finalOutcome() {
    return outcomeAt(Long.MAX_VALUE);
  }

  boolean isWon() {
    return finalOutcome().what().equals("won");
  }

  boolean isOpenAt(long time) {
    return time >= openedAt && outcomeAt(time).what().equals("open");
  }

  Long amountAt(long time) {
    return told.upTo(time).number("amount_micros");
  }

  String currencyAt(long time, String otherwise) {
    String currency = told.upTo(time).text("currency");
    return currency == null ? otherwise : currency;
  }

  Long probabilityAt(long time) {
    return told.upTo(time).number("probability_micros");
  }

  String stageAt(long time) {
    return told.upTo(time).text("stage");
  }

  /** One stay in a stage, by its place in the policy. */
  record Stay(int stage, long from, Long until, boolean advanced) {}

  List<Stay> stays(List<String> stages) {
    List<Stay> stays = new ArrayList<>();
    TreeSet<Long> times = new TreeSet<>();
    told.events().forEach(event -> times.add(Math.max(openedAt, Told.at(event))));
    int reached = -1;
    Long since = null;
    String before = "open";
    for (long time : times) {
      String now = outcomeAt(time).what();
      int stage = place(stages, stageAt(time));
      boolean moves = now.equals("open") && stage >= 0 && (since == null || stage != reached);
      boolean wins = now.equals("won") && !before.equals("won");
      if (since != null && (moves || !now.equals("open"))) {
        stays.add(new Stay(reached, since, time, wins || moves && stage > reached));
        since = null;
      }
      int end = moves ? stage : wins && reached >= 0 ? stages.size() : -1;
      for (int skipped = reached + 1; skipped < end; skipped++) {
        stays.add(new Stay(skipped, time, time, true));
      }
      if (moves) {
        reached = stage;
        since = time;
      } else if (wins && reached >= 0) {
        reached = stages.size() - 1;
      }
      before = now;
    }
    if (since != null) {
      stays.add(new Stay(reached, since, null, false));
    }
    return stays;
  }

  private static int place(List<String> stages, String name) {
    for (int i = 0; name != null && i < stages.size(); i++) {
      if (stages.get(i).equalsIgnoreCase(name.strip())) {
        return i;
      }
    }
    return -1;
  }
}
