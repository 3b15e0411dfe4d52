package io.tributary.streams.example;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.output.SliceChange;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.metrics.Rates;
import io.tributary.streams.metrics.SliceRows;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pure core from events to rows, without Kafka: every subject is a customer, every event is
 * settled at once.
 */
public final class InMemoryPipeline {

  private final Policy policy;
  private final Instant now;
  private final Map<String, Customer> customers = new HashMap<>();
  private final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  private final Map<String, SliceSums> slices = new TreeMap<>();
  private final SliceSums rates = new SliceSums();
  private final Map<String, List<String>> leftOut = new TreeMap<>();

  public InMemoryPipeline(Policy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  public void accept(RevenueEvent event) {
    String subject = Identifiers.subject(event);
    Customer customer =
        customers.computeIfAbsent(subject, id -> Customer.unknown(id, CustomerLimits.STANDARD));
    EntityRef.of(event).ifPresent(entity -> customer.add(entity, NewFact.of(subject, event)));
    if (customer.isUnsettled()) {
      SliceChanges changes = new SliceChanges();
      customer
          .settle(policy, now, changes)
          .lifecycle()
          .ifPresent(lifecycle -> lifecycles.put(subject, lifecycle));
      changes.drain().forEach(this::add);
    }
  }

  private void add(SliceChange change) {
    SliceSums sums =
        change.getDimension().equals(SliceChanges.EVERY_SLICE)
            ? rates
            : slices.computeIfAbsent(
                MetricRows.sliceKey(change.getDimension(), change.getSlice()),
                key -> new SliceSums());
    change.getChanges().forEach(sums::add);
  }

  /** What is shown of a customer, by the text of its subject. */
  public Map<String, CustomerLifecycle> lifecycles() {
    return lifecycles;
  }

  /** metric, window, slice and as-of day → the value; every row that there is. */
  public Map<String, MetricValue> rows(LocalDate today) {
    Map<String, MetricValue> rows = new TreeMap<>();
    slices.forEach(
        (key, sums) -> {
          int bar = key.indexOf('|');
          new MetricRows(policy, new Rates(policy.currency(), rates))
              .write(
                  bar < 0 ? key : key.substring(0, bar),
                  bar < 0 ? "" : key.substring(bar + 1),
                  sums,
                  SliceRows.none(),
                  today,
                  now,
                  new MetricRows.Sink() {
                    @Override
                    public void row(String rowKey, MetricValues values) {
                      leftOut.put(rowKey, values.getLeftOut());
                      collect(key, values, rows);
                    }

                    @Override
                    public void withdrawn(String rowKey) {
                      // Never written, as rows are worked out only once.
                    }
                  });
        });
    return rows;
  }

  /** Of the rows last worked out, by "family|dimension|slice|as-of". */
  public Map<String, List<String>> leftOut() {
    return leftOut;
  }

  private static void collect(String slice, MetricValues values, Map<String, MetricValue> rows) {
    for (MetricValue value : values.getValues()) {
      rows.put(
          row(value.getMetric(), value.getWindow(), slice, values.getAsOf().toString()), value);
    }
  }

  public static String row(String metric, String window, String slice, String asOf) {
    return metric + ' ' + window + ' ' + slice + ' ' + asOf;
  }
}
