package io.tributary.streams.lifecycle;

import io.tributary.event.RatingKind;
import io.tributary.event.TicketPriority;
import io.tributary.output.HealthFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What puts a customer at risk, and when. Flags come and go because time passes, too: all times at
 * which they will do so if nothing else happens are known beforehand.
 */
final class Health {
  private static final long TICKET_PATIENCE_MS = Duration.ofDays(3).toMillis();
  private static final long RATING_MEMORY_MS = Duration.ofDays(90).toMillis();
  private static final int UNHAPPY_CSAT = 2;
  private static final int UNHAPPY_NPS = 6;
  private static final long NEVER = Long.MAX_VALUE;

  private final FoldedEntities entities;
  private final Map<HealthFlag, List<Span>> spans = new EnumMap<>(HealthFlag.class);

  Health(FoldedEntities entities) {
    this.entities = entities;
    spans.put(HealthFlag.PAYMENT_FAILED, paymentFailed());
    spans.put(HealthFlag.TICKETS_OPEN, ticketsOpenTooLong());
    spans.put(HealthFlag.UNHAPPY, unhappy());
    spans.put(HealthFlag.CANCELLING, cancelling());
  }

  /** From a time on, and no longer at another one. */
  private record Span(long from, long until) {
    boolean holdsAt(long time) {
      return from <= time && time < until;
    }
  }

  List<HealthFlag> flagsAt(long time) {
    List<HealthFlag> flags = new ArrayList<>();
    spans.forEach(
        (flag, when) -> {
          for (Span span : when) {
            if (span.holdsAt(time)) {
              flags.add(flag);
              return;
            }
          }
        });
    return flags;
  }

  /** The times at which a flag comes or goes, in order. */
  NavigableSet<Long> turns() {
    TreeSet<Long> turns = new TreeSet<>();
    for (List<Span> when : spans.values()) {
      for (Span span : when) {
        turns.add(span.from());
        if (span.until() != NEVER) {
          turns.add(span.until());
        }
      }
    }
    return turns;
  }

  /** Whether any flag holds from each of these times on, in order. */
  NavigableMap<Long, Boolean> anyFlag() {
    TreeMap<Long, Integer> changes = new TreeMap<>();
    for (List<Span> when : spans.values()) {
      for (Span span : when) {
        changes.merge(span.from(), 1, Integer::sum);
        if (span.until() != NEVER) {
          changes.merge(span.until(), -1, Integer::sum);
        }
      }
    }
    TreeMap<Long, Boolean> any = new TreeMap<>();
    int holding = 0;
    for (var change : changes.entrySet()) {
      holding += change.getValue();
      any.put(change.getKey(), holding > 0);
    }
    return any;
  }

  Optional<Rating> lastRating() {
    return all(Rating.class).max(Comparator.comparingLong(Rating::at));
  }

  /** From a failure on that is later than every payment, until a payment. */
  private List<Span> paymentFailed() {
    List<Span> failed = new ArrayList<>();
    TreeSet<Long> failures = new TreeSet<>();
    all(Invoice.class).forEach(invoice -> failures.addAll(invoice.failedAt()));
    if (failures.isEmpty()) {
      return failed;
    }
    TreeSet<Long> payments = new TreeSet<>();
    all(Invoice.class)
        .filter(invoice -> invoice.paidAt() != null)
        .forEach(invoice -> payments.add(invoice.paidAt()));
    for (long failure : failures) {
      Long paid = payments.ceiling(failure);
      failed.add(new Span(failure, paid == null ? NEVER : paid));
    }
    return failed;
  }

  private List<Span> ticketsOpenTooLong() {
    List<Span> open = new ArrayList<>();
    all(Ticket.class)
        .filter(
            ticket ->
                ticket.priority() == TicketPriority.HIGH
                    || ticket.priority() == TicketPriority.URGENT)
        .flatMap(ticket -> ticket.open().stream())
        .forEach(
            span ->
                add(
                    open,
                    span.from() + TICKET_PATIENCE_MS + 1,
                    span.until() == null ? NEVER : span.until()));
    return open;
  }

  private List<Span> unhappy() {
    List<Span> unhappy = new ArrayList<>();
    addUnhappy(unhappy, RatingKind.CSAT, UNHAPPY_CSAT);
    addUnhappy(unhappy, RatingKind.NPS, UNHAPPY_NPS);
    return unhappy;
  }

  private void addUnhappy(List<Span> unhappy, RatingKind kind, int worst) {
    NavigableMap<Long, Rating> ratings = new TreeMap<>();
    all(Rating.class)
        .filter(rating -> rating.kind() == kind)
        .forEach(rating -> ratings.putIfAbsent(rating.at(), rating));
    for (Rating rating : ratings.values()) {
      if (rating.score() <= worst) {
        Long next = ratings.higherKey(rating.at());
        long forgotten = rating.at() + RATING_MEMORY_MS + 1;
        add(unhappy, rating.at(), next == null ? forgotten : Math.min(next, forgotten));
      }
    }
  }

  private List<Span> cancelling() {
    List<Span> cancelling = new ArrayList<>();
    all(Subscription.class)
        .forEach(
            subscription -> {
              for (Subscription.Notice notice : subscription.notices()) {
                earning(subscription)
                    .forEach(
                        span ->
                            add(
                                cancelling,
                                Math.max(span.from(), notice.from()),
                                Math.min(span.until(), notice.until())));
              }
            });
    return cancelling;
  }

  private static List<Span> earning(Subscription subscription) {
    List<Span> earning = new ArrayList<>();
    List<Subscription.Step> steps = subscription.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).mrrMicros() > 0) {
        earning.add(
            new Span(steps.get(i).at(), i + 1 < steps.size() ? steps.get(i + 1).at() : NEVER));
      }
    }
    return earning;
  }

  private static void add(List<Span> spans, long from, long until) {
    if (from < until) {
      spans.add(new Span(from, until));
    }
  }

  private <T extends Folded> Stream<T> all(Class<T> kind) {
    return entities.all(kind).stream();
  }
}
