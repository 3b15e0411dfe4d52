package io.tributary.streams.identity;

import java.util.Comparator;

/** The identifier that gives a group its customer id: the one seen earliest, then the smaller. */
record Founder(String identifier, long seenMillis) {
  static final Comparator<Founder> ORDER =
      Comparator.comparingLong(Founder::seenMillis).thenComparing(Founder::identifier);
}
