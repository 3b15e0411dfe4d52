package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services depend on is away, at their start and later: they wait, say so, and go on. */
class AwayTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void whateverIsAwayForAWhileEveryAcknowledgedEventIsInTheWarehouseOnce(@TempDir Path folder)
      throws Exception {
    try (EmbeddedParts parts = new EmbeddedParts(folder);
        Services services = new Services(folder, parts.addresses())) {
      ServiceProcess ingest = services.startIngest();
      ServiceProcess topology = services.startTopology("topology-1", Map.of());
      ServiceProcess sink = services.startSink("sink-1", Map.of());
      List<ServiceProcess> all = List.of(ingest, topology, sink);
      all.forEach(service -> awaitHealth(service, "Kafka"));
      parts.startAll();
      Load load = services.load("deal").start();
      load.awaitMore(100);

      parts.stopRegistry();
      load.awaitMore(100);
      parts.startRegistry();

      parts.stopPostgres();
      load.awaitMore(100);
      awaitHealth(sink, "warehouse");
      parts.startPostgres();

      parts.stopBroker();
      load.awaitRefusal();
      parts.startBroker();
      load.awaitMore(100);
      load.stop();

      new EveryAcknowledgedEventOnce(load, parts.addresses().warehouse()).check();
      all.forEach(service -> awaitHealth(service, "{\"status\":\"up\""));
    }
  }

  private static void awaitHealth(ServiceProcess service, String words) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(service.health()).contains(words));
  }
}
