package io.tributary.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.output.MetricValues;
import io.tributary.output.SliceChange;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.MetricsClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Carries changes to the slices, and the rows that changed to their topic and to the alerts:
 * because a sum did, or because a day ended.
 */
final class MetricsProcessor implements Processor<String, SliceChange, String, SpecificRecord> {
  /** How often it is looked whether rows are due. */
  private static final Duration BEAT = Duration.ofMillis(200);

  /**
   * The longest that one flush may keep the thread from its records: it goes on at the next beat.
   */
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String POLICY = "policy";
  private static final String RULES = "alerts";

  private final StageContext stage;
  private final Policy policy;
  private ProcessorContext<String, SpecificRecord> context;
  private SumsStore store;
  private Slices slices;
  private FlushPace pace;
  private boolean changed;
  private LocalDate latestEvent;
  private AlertRules rules;
  private Gauge slicesToSend;

  MetricsProcessor(StageContext stage) {
    this.stage = stage;
    this.policy = stage.policy();
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    stage.commits().keep(context);
    store = new SumsStore(context.getStateStore(Names.SUMS_STORE));
    slices = new Slices(store, policy, stage.sumsCacheBytes());
    pace = new FlushPace(stage.flushInterval(), stage.flushMaxDelay());
    latestEvent = store.latestEvent();
    rules = null;
    CommitHook hook = context.getStateStore(Names.METRICS_BUFFER);
    hook.beforeCommit(context, slices::save);
    slicesToSend =
        Gauge.builder("tributary.metrics.slices.to.send", slices, Slices::dueCount)
            .description("Slices whose rows changed and wait for the next flush")
            .tag("task", context.taskId().toString())
            .register(stage.meters());
    context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, this::beat);
  }

  @Override
  public void process(Record<String, SliceChange> record) {
    SliceChange change = record.value();
    changed |= !change.getChanges().isEmpty();
    if (MetricsStage.concernsAll(change)) {
      slices.acceptRates(change);
    } else {
      slices.accept(record.key(), change, this::countWithoutRate);
    }
    LocalDate day = LocalDate.ofInstant(change.getLatestEventAt(), policy.zone());
    if (day.isAfter(latestEvent)) {
      latestEvent = day;
      store.setLatestEvent(day);
      if (policy.clock() == MetricsClock.EVENT && !MetricsStage.concernsAll(change)) {
        context.forward(record.withValue(MetricsStage.tick(change)), MetricsStage.TO_CLOCKS);
      }
    }
  }

  @Override
  public void close() {
    if (slicesToSend != null) {
      stage.meters().remove(slicesToSend);
    }
  }

  private void countWithoutRate(String currency) {
    Counter.builder("tributary.metrics.without.rate")
        .description("Changes of amounts for which no exchange rate was known")
        .tag("currency", currency)
        .register(stage.meters())
        .increment();
  }

  private void beat(long ignored) {
    Instant now = stage.clock().instant();
    LocalDate today =
        policy.clock() == MetricsClock.EVENT
            ? latestEvent
            : LocalDate.ofInstant(now, policy.zone());
    slices.turnTo(today);
    followDefinitions(today);
    if (changed) {
      changed = false;
      pace.changed(now.toEpochMilli());
    }
    pace.behind(now.toEpochMilli(), stage.backlog().behindMillis(), slices.pastRowsDue());
    if (slices.isDue() && pace.isDue(now.toEpochMilli())) {
      flush(now);
    }
  }

  /**
   * Under another policy every row is another one. Under other alert rules no row is, but those of
   * today must be seen by the rules.
   */
  private void followDefinitions(LocalDate today) {
    String before = store.version(POLICY);
    if (!policy.version().equals(before)) {
      if (!before.isEmpty()) {
        slices.outdateAll(LocalDate.EPOCH);
      }
      store.setVersion(POLICY, policy.version());
    }
    AlertRules inForce = stage.alertRules().get();
    if (!inForce.equals(rules)) {
      rules = inForce;
      if (!inForce.version().equals(store.version(RULES))) {
        slices.outdateAll(today);
        store.setVersion(RULES, inForce.version());
      }
    }
  }

  private void flush(Instant now) {
    long started = System.nanoTime();
    boolean isDone = slices.flush(now, started + FLUSH_NANOS, new Forward(now));
    pace.worked(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    if (isDone) {
      pace.rest(now.toEpochMilli());
    }
  }

  private final class Forward implements MetricRows.Sink {
    private static final List<String> RECEIVERS = List.of(MetricsStage.TO_VALUES, Names.ALERTS);

    private final long at;

    private Forward(Instant now) {
      this.at = now.toEpochMilli();
    }

    @Override
    public void row(String key, MetricValues values) {
      RECEIVERS.forEach(receiver -> context.forward(new Record<>(key, values, at), receiver));
    }

    @Override
    public void withdrawn(String key) {
      RECEIVERS.forEach(receiver -> context.forward(new Record<>(key, null, at), receiver));
    }
  }
}
