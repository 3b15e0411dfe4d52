package io.tributary.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.tributary.output.MeasureChange;
import io.tributary.output.MetricValues;
import io.tributary.output.SliceChange;
import io.tributary.streams.metrics.Dirt;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.MetricsClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the sums of the slices, and sends the rows that changed: because a sum did, or because a
 * day ended.
 */
final class MetricsProcessor implements Processor<String, SliceChange, String, MetricValues> {
  /** How often it is looked whether rows are due. */
  private static final Duration BEAT = Duration.ofMillis(200);

  /**
   * The longest that one flush may keep the task from its records: a transaction must not time out
   * meanwhile.
   */
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int SLICES_IN_MEMORY = 2_000;

  private final StageContext stage;
  private final Policy policy;
  private final MetricRows rows;
  private final Counter otherCurrencies;
  private ProcessorContext<String, MetricValues> context;
  private SumsStore store;
  private FlushPace pace;
  private Map<String, Dirt> dirty;
  private Map<String, SliceSums> lately;
  private Set<String> known;
  private LocalDate latestEvent;

  MetricsProcessor(StageContext stage) {
    this.stage = stage;
    this.policy = stage.policy();
    this.rows = new MetricRows(policy);
    this.otherCurrencies =
        Counter.builder("tributary.metrics.other_currency")
            .description("Changes of amounts that are not in the reporting currency")
            .register(stage.meters());
  }

  @Override
  public void init(ProcessorContext<String, MetricValues> processorContext) {
    context = processorContext;
    store = new SumsStore(context.getStateStore(Names.SUMS_STORE));
    pace = new FlushPace(stage.flushInterval(), stage.flushMaxDelay());
    dirty = store.dirt();
    known = new HashSet<>(store.slices());
    latestEvent = store.latestEvent().orElse(LocalDate.EPOCH);
    lately = new LinkedHashMap<>(16, 0.75f, true);
    context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, this::beat);
  }

  @Override
  public void process(Record<String, SliceChange> record) {
    SliceChange change = record.value();
    String slice = record.key();
    SliceSums sums = sums(slice);
    Set<SumsStore.Block> touched = new HashSet<>();
    Dirt dirt = new Dirt(0, 0);
    for (MeasureChange sum : change.getChanges()) {
      sums.add(
          sum.getMeasure(), sum.getCurrency(), (int) sum.getDay().toEpochDay(), sum.getAmount());
      touched.add(SumsStore.Block.of(sum.getMeasure(), sum.getCurrency(), sum.getDay()));
      if (sum.getCurrency().isEmpty() || sum.getCurrency().equals(policy.currency())) {
        dirt = dirt.and(Dirt.of(sum.getMeasure(), sum.getDay(), policy));
      } else {
        otherCurrencies.increment();
      }
    }
    touched.forEach(block -> store.write(slice, block, sums));
    if (known.add(slice)) {
      store.know(slice);
    }
    soil(slice, dirt);
    follow(change.getLatestEventAt());
  }

  private SliceSums sums(String slice) {
    SliceSums sums = lately.computeIfAbsent(slice, store::load);
    if (lately.size() > SLICES_IN_MEMORY) {
      Iterator<String> eldest = lately.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return sums;
  }

  private void soil(String slice, Dirt more) {
    Dirt before = dirty.get(slice);
    Dirt after = before == null ? more : before.and(more);
    if (!after.isNone() && !after.equals(before)) {
      dirty.put(slice, after);
      store.setDirt(slice, after);
    }
  }

  private void follow(Instant eventAt) {
    LocalDate day = LocalDate.ofInstant(eventAt, policy.zone());
    if (day.isAfter(latestEvent)) {
      latestEvent = day;
      store.setLatestEvent(day);
    }
  }

  private void beat(long ignored) {
    Instant now = stage.clock().instant();
    LocalDate today =
        policy.clock() == MetricsClock.EVENT
            ? latestEvent
            : LocalDate.ofInstant(now, policy.zone());
    closeDays(today);
    if (!dirty.isEmpty() && pace.isDue(now.toEpochMilli())) {
      flush(today, now);
    }
  }

  /**
   * When a day has ended, its rows are final and those of the new day begin: for every slice, with
   * or without events.
   */
  private void closeDays(LocalDate today) {
    LocalDate before = store.today().orElse(null);
    if (today.equals(before)) {
      return;
    }
    if (before != null) {
      known.forEach(slice -> soil(slice, Dirt.allFrom(before)));
    }
    store.setToday(today);
  }

  private void flush(LocalDate today, Instant now) {
    long started = System.nanoTime();
    Iterator<Map.Entry<String, Dirt>> rest = dirty.entrySet().iterator();
    while (rest.hasNext() && System.nanoTime() - started < FLUSH_NANOS) {
      Map.Entry<String, Dirt> slice = rest.next();
      send(slice.getKey(), slice.getValue(), today, now);
      store.clearDirt(slice.getKey());
      rest.remove();
    }
    pace.worked(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    if (dirty.isEmpty()) {
      pace.rest(now.toEpochMilli());
    }
  }

  private void send(String slice, Dirt dirt, LocalDate today, Instant now) {
    int bar = slice.indexOf('|');
    rows.write(
        bar < 0 ? slice : slice.substring(0, bar),
        bar < 0 ? "" : slice.substring(bar + 1),
        sums(slice),
        dirt.familySet(),
        dirt.from(),
        today,
        now,
        new MetricRows.Sink() {
          @Override
          public void row(String key, MetricValues values) {
            context.forward(new Record<>(key, values, now.toEpochMilli()));
          }

          @Override
          public void withdrawn(String key) {
            context.forward(new Record<>(key, null, now.toEpochMilli()));
          }
        });
  }
}
