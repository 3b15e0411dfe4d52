package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service, and the broker, as a process of its own, killed under load. */
class KillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void whateverIsKilledEveryAcknowledgedEventIsInTheWarehouseOnce(@TempDir Path folder)
      throws Exception {
    try (EmbeddedParts parts = new EmbeddedParts(folder).startAll();
        Services services = new Services(folder, parts.addresses())) {
      ServiceProcess ingest = services.startIngest();
      ServiceProcess topology = services.startTopology("topology-1", Map.of());
      ServiceProcess sink = services.startSink("sink-1", Map.of());
      Warehouse warehouse = parts.addresses().warehouse();
      Load load = services.load("deal").start();
      load.awaitMore(200);
      // It sends more than the services can bear, and who is behind keeps rows back.
      load.stop();
      awaitMetrics(warehouse);

      load.start();
      for (ServiceProcess victim : new ServiceProcess[] {ingest, topology, sink}) {
        load.awaitMore(200);
        victim.kill();
        if (victim == ingest) {
          load.awaitRefusal();
        } else {
          load.awaitMore(100);
        }
        victim.start();
      }
      load.awaitMore(200);
      parts.killBroker();
      load.awaitRefusal();
      parts.startBroker();
      load.awaitMore(400);
      load.stop();

      new EveryAcknowledgedEventOnce(load, warehouse).check();
      assertThat(ingest.stop()).isIn(0, 143);
      assertThat(topology.stop()).isIn(0, 143);
      assertThat(sink.stop()).isIn(0, 143);
    }
  }

  private static void awaitMetrics(Warehouse warehouse) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> !"0".equals(warehouse.ask("SELECT count(*) FROM tributary.metric_value")));
  }
}
