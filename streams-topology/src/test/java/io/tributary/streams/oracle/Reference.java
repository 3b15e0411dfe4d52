package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds rows against what the definitions say. */
public final class Reference {
  private final Oracle oracle;

  /**
   * @param customers the events of each customer
   */
  public Reference(List<List<RevenueEvent>> customers, Policy policy) {
    this.oracle = new Oracle(new Company(customers, policy), policy);
  }

  /**
   * @param rows "family|dimension|slice|as-of" → "metric window" → the value
   * @return what differs, in words; empty when nothing does
   */
  public List<String> differences(Map<String, Map<String, MetricValue>> rows, LocalDate asOf) {
    List<String> differences = new ArrayList<>();
    rows.forEach(
        (key, values) -> {
          if (key.endsWith("|" + asOf)) {
            String slice = key.substring(key.indexOf('|') + 1, key.lastIndexOf('|'));
            values.forEach((name, value) -> compare(slice, name, value, asOf, differences));
          }
        });
    return differences;
  }

  private void compare(
      String slice, String name, MetricValue value, LocalDate asOf, List<String> differences) {
    int blank = name.lastIndexOf(' ');
    Oracle.Expected expected =
        oracle.at(slice, name.substring(blank + 1), asOf).value(name.substring(0, blank));
    if (!expected.isMetBy(value.getValueMicros())) {
      differences.add(
          "%s in %s as of %s is %s and must be %s"
              .formatted(name, slice, asOf, value.getValueMicros(), expected.micros()));
    }
  }

  /** Slices that something flowed into, for which there must be rows. */
  public List<String> slices() {
    return List.copyOf(oracle.slices());
  }
}
