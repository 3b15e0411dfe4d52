package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds rows against what the definitions say: that there are these and no others, and all in them.
 */
public final class Reference {
  private final Company company;
  private final Policy policy;
  private final LocalDate today;

  /** Per family and slice. */
  private final Map<String, LocalDate> firstDays = new HashMap<>();

  /**
   * @param customers the events of each customer
   * @param today the last as-of day
   */
  public Reference(List<List<RevenueEvent>> customers, Policy policy, LocalDate today) {
    this.company = new Company(customers, policy);
    this.policy = policy;
    this.today = today;
    company.flows.forEach(flow -> begin(flow.measure(), flow.day(), flow.amount(), flow.slot()));
    for (LocalDate day : company.eventDays()) {
      company
          .levels(day)
          .forEach(level -> begin(level.measure(), day, level.amount(), level.slot()));
    }
  }

  private void begin(String measure, LocalDate day, long amount, Slot slot) {
    for (Layout family : Layout.FAMILIES) {
      if (amount != 0 && family.isBegunBy(measure)) {
        slot.slices()
            .forEach(
                slice ->
                    firstDays.merge(
                        family.name() + '|' + slice,
                        day,
                        (one, other) -> one.isBefore(other) ? one : other));
      }
    }
  }

  /**
   * @param rows by "family|dimension|slice|as-of"
   * @return what differs, in words; empty when nothing does
   */
  public List<String> differences(Map<String, MetricValues> rows, LocalDate asOf) {
    List<String> differences = new ArrayList<>();
    Set<String> unexpected = new TreeSet<>();
    rows.keySet().stream().filter(key -> key.endsWith("|" + asOf)).forEach(unexpected::add);
    for (Layout family : Layout.FAMILIES) {
      for (String slice : company.slices()) {
        LocalDate first = firstDays.get(family.name() + '|' + slice);
        String dimension = slice.substring(0, slice.indexOf('|'));
        if (first != null && !first.isAfter(asOf) && family.dimensions().contains(dimension)) {
          String key = family.name() + '|' + slice + '|' + asOf;
          unexpected.remove(key);
          MetricValues row = rows.get(key);
          if (row == null) {
            differences.add("there is no " + key);
          } else {
            compare(family, slice, row, asOf, differences);
          }
        }
      }
    }
    unexpected.forEach(key -> differences.add("there must be no " + key));
    return differences;
  }

  private void compare(
      Layout family, String slice, MetricValues row, LocalDate asOf, List<String> differences) {
    Map<String, MetricValue> values = new TreeMap<>();
    row.getValues()
        .forEach(value -> values.put(value.getMetric() + ' ' + value.getWindow(), value));
    NavigableSet<String> leftOut = new TreeSet<>();
    for (String name : family.values(stagesSeen(slice, asOf))) {
      int blank = name.lastIndexOf(' ');
      Period sums = new Period(company, policy, slice, name.substring(blank + 1), asOf);
      Expected expected = new Oracle(policy, sums).value(name.substring(0, blank));
      leftOut.addAll(sums.withoutRate());
      MetricValue value = values.remove(name);
      if (value == null || !expected.isMetBy(value)) {
        differences.add(
            "%s in %s as of %s is %s and must be %s".formatted(name, slice, asOf, value, expected));
      }
    }
    values.keySet().forEach(name -> differences.add(name + " is one too many in " + slice));
    if (!List.copyOf(leftOut).equals(row.getLeftOut())) {
      differences.add(
          "%s in %s as of %s leaves out %s and must leave out %s"
              .formatted(family.name(), slice, asOf, row.getLeftOut(), leftOut));
    }
    if (row.getProvisional() != asOf.equals(today)
        || !row.getCurrency().equals(policy.currency())) {
      differences.add(
          "%s in %s as of %s is not what it says".formatted(family.name(), slice, asOf));
    }
  }

  private List<String> stagesSeen(String slice, LocalDate asOf) {
    return policy.stages().stream()
        .map(Policy.Stage::name)
        .filter(
            stage ->
                company.flowsOf(slice).stream()
                    .anyMatch(
                        flow ->
                            flow.measure().equals("stage_entered:" + stage)
                                && !flow.day().isAfter(asOf)))
        .toList();
  }
}
