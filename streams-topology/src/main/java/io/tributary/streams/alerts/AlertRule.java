package io.tributary.streams.alerts;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a metric is news to someone.
 *
 * @param name unique among the rules
 * @param family of the metric: whose rows tell its value
 * @param unit of the metric, for people
 * @param limit what the value must not cross
 * @param hold how long the value must be across before the alert fires, clock time
 * @param keepFiring how long the alert goes on after the value came back
 * @param minSample with a smaller sample there is no saying
 * @param summary may hold placeholders such as {@code {{slice}}}
 */
public record AlertRule(
    String name,
    String metric,
    String family,
    String unit,
    String window,
    SliceSelector slice,
    Limit limit,
    Duration hold,
    Duration keepFiring,
    long minSample,
    NoData noData,
    String severity,
    Map<String, String> labels,
    String summary) {

  /** What to make of a slice that has no value, or too small a sample. */
  public enum NoData {
    /** All is well. */
    OK,
    /** That is news, too: the state becomes {@code NO_DATA}. */
    ALERT,
    /** Whatever was the case goes on. */
    KEEP
  }

  public AlertRule {
    // In order, so that equal rules have equal text.
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Which slices a rule watches, each on its own; without a value every one of the dimension. */
  public record SliceSelector(String dimension, Optional<String> value) {
    public boolean selects(String otherDimension, String slice) {
      return dimension.equals(otherDimension) && (value.isEmpty() || value.get().equals(slice));
    }
  }
}
