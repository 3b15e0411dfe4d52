package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.alerts.AlertRulesFile;
import io.tributary.streams.alerts.Alerts;
import io.tributary.streams.alerts.Standing;
import io.tributary.streams.alerts.Watched;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Alerts go on after a restart as if there had been none. */
class AlertStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final AlertRules RULES =
      AlertRulesFile.parse(
          YamlNode.parse(
              "alerts.yaml",
              """
              alerts:
                - {name: soon, metric: cac, window: R30, slice: total, above: 500}
                - {name: held, metric: cac, window: R30, slice: total, above: 500, for: 10m}
                - {name: long, metric: cac, window: R30, slice: total, above: 500,
                   keep_firing_for: 10m}
              """),
          Policy.standard());

  private final KeyValueStore<Bytes, byte[]> kept = Stores.inMemoryKeyValueStore("alerts").get();
  private final List<String> changes = new ArrayList<>();

  private final class Keeping implements Alerts.Sink {
    private final AlertStore store = new AlertStore(kept);

    @Override
    public void keep(Watched watched, Optional<Standing> standing) {
      store.keep(watched, standing);
    }

    @Override
    public void changed(MetricAlert alert) {
      changes.add(alert.getRule() + ' ' + alert.getState() + ' ' + alert.getReason());
    }
  }

  @Test
  void aRestartNeitherForgetsNorRepeats() {
    Keeping sink = new Keeping();
    Alerts before = started(sink, NOW);
    before.see(row(600_000_000), NOW, sink);
    before.see(row(400_000_000), NOW.plusSeconds(60), sink);
    before.see(row(600_000_000), NOW.plusSeconds(120), sink);
    changes.clear();

    Instant restart = NOW.plus(Duration.ofMinutes(5));
    Alerts after = started(sink, restart);
    after.see(row(600_000_000), restart, sink);
    assertThat(changes).as("nothing is repeated").isEmpty();

    after.pass(NOW.plusSeconds(120).plus(Duration.ofMinutes(10)), sink);
    assertThat(changes).containsExactly("held FIRING threshold");

    changes.clear();
    after.see(row(400_000_000), NOW.plus(Duration.ofMinutes(20)), sink);
    Alerts again = started(sink, NOW.plus(Duration.ofMinutes(25)));
    again.pass(NOW.plus(Duration.ofMinutes(31)), sink);
    assertThat(changes)
        .containsExactlyInAnyOrder("soon OK restated", "held OK restated", "long OK restated");
    assertThat(new AlertStore(kept).load()).as("what is OK need not be kept").isEmpty();
  }

  private Alerts started(Keeping sink, Instant now) {
    Alerts alerts = new Alerts(new AlertStore(kept).load());
    alerts.follow(RULES, now, sink);
    return alerts;
  }

  private static MetricValues row(long cacMicros) {
    return MetricValues.newBuilder()
        .setFamily("acquisition")
        .setDimension("total")
        .setSlice("")
        .setAsOf(LocalDate.of(2026, 3, 31))
        .setCurrency("EUR")
        .setProvisional(true)
        .setPolicyVersion("1")
        .setValues(
            List.of(
                MetricValue.newBuilder()
                    .setMetric("cac")
                    .setWindow("R30")
                    .setValueMicros(cacMicros)
                    .setSample(7)
                    .build()))
        .setUpdatedAt(NOW)
        .build();
  }
}
