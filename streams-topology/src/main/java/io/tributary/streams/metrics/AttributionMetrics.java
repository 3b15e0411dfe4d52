package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.AttributionModel;
import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/**
 * Which channels won the revenue, by each model. Only channels have a share: there are rows of no
 * other slices.
 */
final class AttributionMetrics {
  static final Family FAMILY = family();

  private AttributionMetrics() {}

  private static Family family() {
    FamilyWriter writer = new FamilyWriter("attribution", List.of("channel"));
    for (AttributionModel model : AttributionModel.values()) {
      String measure = Measures.ATTRIBUTED_AMOUNT + model.text();
      writer.metric(
          "attributed_revenue:" + model.text(),
          measure,
          "currency",
          List.of(measure),
          sums -> Figure.amount(sums.amount(measure), 1));
    }
    return writer.family();
  }
}
