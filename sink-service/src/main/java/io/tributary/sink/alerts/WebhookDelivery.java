package io.tributary.sink.alerts;

import io.tributary.runtime.Health;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The thread that carries alerts to one receiver. */
public final class WebhookDelivery implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final WebhookLoop loop;
  private final Thread thread;
  private final Health.Registration health;

  WebhookDelivery(
      Consumer<byte[], byte[]> consumer,
      Decoder decoder,
      Receiver receiver,
      Backoff backoff,
      ServiceContext context) {
    this.loop = new WebhookLoop(consumer, decoder, receiver, backoff, context);
    this.health = context.health().register("webhook " + receiver.name(), loop::status);
    this.thread = new Thread(loop, "webhook-" + receiver.name());
    thread.start();
  }

  public static WebhookDelivery start(
      URI url, SinkConfiguration configuration, AvroSerdes serdes, ServiceContext context) {
    return new WebhookDelivery(
        new KafkaConsumer<>(
            settings(url, configuration), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        new Decoder(serdes),
        new Receiver(url, configuration.webhooks(), context.clock()),
        new Backoff(FIRST_PAUSE, LONGEST_PAUSE, System::nanoTime),
        context);
  }

  private static Map<String, Object> settings(URI url, SinkConfiguration configuration) {
    Map<String, Object> settings = new HashMap<>(configuration.kafka());
    // A group per receiver: each has a position of its own, whatever happens to the others.
    UUID receiver = UUID.nameUUIDFromBytes(url.toString().getBytes(StandardCharsets.UTF_8));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, configuration.group() + "-webhook-" + receiver);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        switch (configuration.webhooks().first()) {
          case NEW -> "latest";
          case ALL -> "earliest";
        });
    return settings;
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    health.close();
  }
}
