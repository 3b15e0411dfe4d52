package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * The guarantee: what was acknowledged is in the warehouse, once, in the events, in the ledger and
 * in the metrics.
 */
final class EveryAcknowledgedEventOnce {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Load load;
  private final Warehouse warehouse;

  EveryAcknowledgedEventOnce(Load load, Warehouse warehouse) {
    this.load = load;
    this.warehouse = warehouse;
  }

  /**
   * To be called when the load has stopped: waits until everything went through, and a moment
   * longer for what must not come.
   */
  void check() throws Exception {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .untilAsserted(this::everythingOnce);
    Thread.sleep(3_000);
    everythingOnce();
  }

  private void everythingOnce() throws Exception {
    String won = Integer.toString(load.opportunities());
    String wonMicros = Long.toString(load.wonMicros());
    assertThat(events()).isEqualTo(Integer.toString(load.acknowledged().size()));
    assertThat(ledger("opened")).isEqualTo(won);
    assertThat(ledger("won")).isEqualTo(won);
    assertThat(ledger("won_amount")).isEqualTo(wonMicros);
    assertThat(metric("won")).isEqualTo(won + "000000");
    assertThat(metric("won_amount")).isEqualTo(wonMicros);
    assertThat(owners()).isEqualTo(wonMicros);
  }

  private String events() throws Exception {
    return warehouse.ask("SELECT count(*) FROM tributary.event");
  }

  private String ledger(String measure) throws Exception {
    return warehouse.ask(
        "SELECT sum(amount) FROM tributary.contribution WHERE measure = '" + measure + "'");
  }

  private String metric(String metric) throws Exception {
    return warehouse.ask(
        """
        SELECT value FROM tributary.metric_value
        WHERE metric = '%s' AND "window" = 'R365' AND dimension = 'total' AND as_of = DATE '2026-03-31'
        """
            .formatted(metric));
  }

  private String owners() throws Exception {
    return warehouse.ask(
        """
        SELECT sum(value) FROM tributary.metric_value
        WHERE metric = 'won_amount' AND "window" = 'R365' AND dimension = 'owner' AND as_of = DATE '2026-03-31'
        """);
  }
}
