package io.tributary.sink.alerts;

import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.output.AlertState;
import io.tributary.output.MetricAlert;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration.FirstAlerts;
import io.tributary.sink.SinkConfiguration.Webhooks;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import io.tributary.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookLoopTest {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.METRIC_ALERTS.name(), 0);
  private static final WebhookSignature SIGNATURE =
      new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  /** What a receiver was sent: its id, and whether the signature is right. */
  private record Received(String id, boolean genuine, String body) {}

  private final Map<String, String> registry = Map.of("schema.registry.url", "mock://webhooks");
  private final Serializer<MetricAlert> serializer =
      new AvroSerdes(registry, true).<MetricAlert>serializer();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Received> received = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private HttpServer server;
  private WebhookLoop loop;
  private long committed;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    loop = loop("http://localhost:" + server.getAddress().getPort() + "/hook?token=t");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private WebhookLoop loop(String url) {
    Clock clock = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);
    return new WebhookLoop(
        consumer,
        new Decoder(new AvroSerdes(registry, false)),
        new Receiver(
            URI.create(url),
            new Webhooks(List.of(), Optional.of(SIGNATURE), Duration.ofSeconds(5), FirstAlerts.NEW),
            clock),
        new Backoff(
            Duration.ofMillis(500), Duration.ofMinutes(1), () -> nanos.addAndGet(250_000_000)),
        new ServiceContext(meters, new Health(), clock));
  }

  @Test
  void alertsArriveSignedAndInOrder() {
    run(() -> add(0, "change-1", "change-2"));

    assertThat(received)
        .extracting(Received::id, Received::genuine)
        .containsExactly(tuple("change-1", true), tuple("change-2", true));
    assertThat(received.get(0).body())
        .contains("\"type\":\"alert.changed\"")
        .contains("\"rule\":\"cac-too-high\"")
        .contains("\"value\":600");
    assertThat(position()).isEqualTo(2);
  }

  @Test
  void aReceiverInTroubleGetsTheSameAlertAgainAndThenTheNext() {
    answers.addAll(List.of(503, 429, 404));

    run(() -> add(0, "change-1", "change-2"));

    assertThat(received)
        .extracting(Received::id)
        .containsExactly("change-1", "change-1", "change-1", "change-1", "change-2");
    assertThat(position()).isEqualTo(2);
    assertThat(count("tributary.webhook.failed")).isEqualTo(3);
    assertThat(loop.status()).isEqualTo(HealthStatus.up("last delivered: cac-too-high"));
  }

  @Test
  void aReceiverThatIsAwayLosesNothingAndIsSeen() {
    server.stop(0);

    run(() -> add(0, "change-1"));

    assertThat(position()).isZero();
    assertThat(count("tributary.webhook.failed")).isGreaterThan(1);
    assertThat(meters.get("tributary.webhook.delay.seconds").gauge().value()).isEqualTo(60);
    assertThat(loop.status())
        .isInstanceOfSatisfying(
            HealthStatus.Up.class, up -> assertThat(up.detail()).startsWith("alerts are waiting"));
  }

  @Test
  void anAlertThatIsRefusedForGoodDoesNotHoldUpTheOthers() {
    for (int i = 0; i < 10; i++) {
      answers.add(422);
    }

    run(() -> add(0, "change-1", "change-2"));

    assertThat(received).extracting(Received::id).endsWith("change-1", "change-2").hasSize(11);
    assertThat(count("tributary.webhook.dropped")).isEqualTo(1);
    assertThat(position()).isEqualTo(2);
  }

  @Test
  void anIdThatIsNoHeaderIsReplacedByOneThatIsTheSameEachTime() {
    answers.add(500);

    run(() -> add(0, "Zürich, no. 1"));

    assertThat(received).hasSize(2);
    assertThat(received.get(0).id()).isEqualTo(received.get(1).id()).hasSize(36);
  }

  @Test
  void whereANewReceiverBeginsIsNotedBeforeTheFirstAlert() {
    run(7, () -> {});

    assertThat(position()).isEqualTo(7);
  }

  private void run(Runnable step) {
    run(0, step);
  }

  private void run(long beginning, Runnable step) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, beginning));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
    consumer.schedulePollTask(step);
    for (int turn = 0; turn < 3_000; turn++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(
        () -> {
          committed = consumer.committed(Set.of(PARTITION)).get(PARTITION).offset();
          loop.stop();
        });
    loop.run();
  }

  private long position() {
    return committed;
  }

  private void add(long offset, String... changeIds) {
    for (int i = 0; i < changeIds.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              PARTITION.topic(),
              PARTITION.partition(),
              offset + i,
              NOON.toEpochMilli(),
              TimestampType.CREATE_TIME,
              0,
              0,
              "rule".getBytes(StandardCharsets.UTF_8),
              serializer.serialize(PARTITION.topic(), alert(changeIds[i], AlertState.FIRING)),
              new RecordHeaders(),
              Optional.empty()));
    }
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    long seconds = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    received.add(new Received(id, SIGNATURE.of(id, seconds, body).equals(signature), body));
    Integer status = answers.poll();
    exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    exchange.close();
  }
}
