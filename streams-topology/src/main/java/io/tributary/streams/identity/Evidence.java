package io.tributary.streams.identity;

import java.util.Comparator;

/**
 * Two identifiers were seen in one event: evidence that they are one customer.
 *
 * @param subject the stronger one, kind:value
 * @param other kind:value
 * @param seenAtMillis the earliest time of an event with both, milliseconds since the epoch
 */
public record Evidence(String subject, String other, long seenAtMillis) {
  /** The order in which evidence is believed. */
  public static final Comparator<Evidence> ORDER =
      Comparator.comparingLong(Evidence::seenAtMillis)
          .thenComparing(Evidence::subject)
          .thenComparing(Evidence::other);

  String beyond(String end) {
    return end.equals(subject) ? other : subject;
  }

  boolean touches(String identifier) {
    return subject.equals(identifier) || other.equals(identifier);
  }
}
