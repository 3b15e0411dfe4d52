package io.tributary.standalone.explain;

import java.time.LocalDate;

/**
 * Which value is to be explained.
 *
 * @param dimension total, channel, region, segment, owner or product
 * @param slice empty for total
 */
public record Question(
    String metric, String window, String dimension, String slice, LocalDate asOf) {
  Object[] parameters() {
    return new Object[] {metric, window, dimension, slice, asOf};
  }

  /** The parameters, and one more. */
  Object[] and(Object last) {
    return new Object[] {metric, window, dimension, slice, asOf, last};
  }
}
