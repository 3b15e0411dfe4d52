package io.tributary.streams.topology;

import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValues;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.alerts.Alerts;
import io.tributary.streams.alerts.Standing;
import io.tributary.streams.alerts.Watched;
import io.tributary.streams.metrics.MetricRows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Carries the rows of today to the alert rules, and what changes to its topic. */
final class AlertsProcessor
    implements Processor<String, SpecificRecord, String, SpecificRecord>, Alerts.Sink {
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final StageContext stage;
  private ProcessorContext<String, SpecificRecord> context;
  private AlertStore store;
  private Alerts alerts;
  private AlertRules rules;

  AlertsProcessor(StageContext stage) {
    this.stage = stage;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    store = new AlertStore(context.getStateStore(Names.ALERTS_STORE));
    alerts = new Alerts(store.load());
    rules = null;
    context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, this::beat);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    Instant now = stage.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    followRules(now);
    if (record.value() == null) {
      MetricRows.Key key = MetricRows.Key.parse(record.key());
      alerts.withdrawn(key.family(), key.dimension(), key.slice(), key.asOf(), now, this);
    } else if (record.value() instanceof MetricValues row && row.getProvisional()) {
      alerts.see(row, now, this);
    }
  }

  private void beat(long ignored) {
    Instant now = stage.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    followRules(now);
    alerts.pass(now, this);
  }

  private void followRules(Instant now) {
    AlertRules inForce = stage.alertRules().get();
    if (!inForce.equals(rules)) {
      rules = inForce;
      alerts.follow(rules, now, this);
    }
  }

  @Override
  public void keep(Watched watched, Optional<Standing> standing) {
    store.keep(watched, standing);
  }

  @Override
  public void changed(MetricAlert alert) {
    String key = alert.getRule() + '|' + alert.getDimension() + '|' + alert.getSlice();
    context.forward(new Record<>(key, alert, alert.getChangedAt().toEpochMilli()));
  }
}
