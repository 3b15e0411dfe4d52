package io.tributary.streams.lifecycle;

import io.tributary.event.RatingKind;
import io.tributary.event.TicketPriority;
import io.tributary.output.HealthFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What puts a customer at risk, at a time. */
final class Health {
  private static final long TICKET_PATIENCE_MS = Duration.ofDays(3).toMillis();
  private static final long RATING_MEMORY_MS = Duration.ofDays(90).toMillis();
  private static final int UNHAPPY_CSAT = 2;
  private static final int UNHAPPY_NPS = 6;

  private final Collection<Folded> entities;

  Health(Collection<Folded> entities) {
    this.entities = entities;
  }

  List<HealthFlag> flagsAt(long time) {
    List<HealthFlag> flags = new ArrayList<>();
    if (latest(Invoice::failedAt) > latest(Invoice::paidAt)) {
      flags.add(HealthFlag.PAYMENT_FAILED);
    }
    if (ticketsTooOldFrom().anyMatch(from -> from <= time)) {
      flags.add(HealthFlag.TICKETS_OPEN);
    }
    if (unhappyUntil().anyMatch(until -> time < until)) {
      flags.add(HealthFlag.UNHAPPY);
    }
    if (all(Subscription.class).anyMatch(subscription -> cancelling(subscription, time))) {
      flags.add(HealthFlag.CANCELLING);
    }
    return flags;
  }

  /** The times at which a flag comes or goes just because time passes. */
  Stream<Long> turns() {
    return Stream.concat(ticketsTooOldFrom(), unhappyUntil());
  }

  Optional<Rating> lastRating() {
    return last(all(Rating.class));
  }

  private Stream<Long> ticketsTooOldFrom() {
    return all(Ticket.class)
        .filter(
            ticket ->
                ticket.priority() == TicketPriority.HIGH
                    || ticket.priority() == TicketPriority.URGENT)
        .map(Ticket::openSince)
        .filter(Objects::nonNull)
        .map(since -> since + TICKET_PATIENCE_MS + 1);
  }

  private Stream<Long> unhappyUntil() {
    return Stream.concat(
            last(RatingKind.CSAT).filter(rating -> rating.score() <= UNHAPPY_CSAT).stream(),
            last(RatingKind.NPS).filter(rating -> rating.score() <= UNHAPPY_NPS).stream())
        .map(rating -> rating.at() + RATING_MEMORY_MS + 1);
  }

  private Optional<Rating> last(RatingKind kind) {
    return last(all(Rating.class).filter(rating -> rating.kind() == kind));
  }

  private static Optional<Rating> last(Stream<Rating> ratings) {
    return ratings.max(Comparator.comparingLong(Rating::at));
  }

  private long latest(Function<Invoice, Long> time) {
    return all(Invoice.class)
        .map(time)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static boolean cancelling(Subscription subscription, long time) {
    return subscription.cancelsAt() != null
        && subscription.cancelsAt() > time
        && subscription.stepAt(time).filter(step -> step.mrrMicros() > 0).isPresent();
  }

  private <T extends Folded> Stream<T> all(Class<T> kind) {
    return entities.stream().filter(kind::isInstance).map(kind::cast);
  }
}
