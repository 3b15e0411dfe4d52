package io.tributary.ingest.publish;

import io.tributary.event.CustomerIdentified;
import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.output.RejectedEvent;
import io.tributary.serde.AvroSerdes;
import io.tributary.topic.Preparation;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher that gets ready by itself: until Kafka and the registry are there it is away, and
 * says why.
 */
public final class PublisherStart implements Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(PublisherStart.class);
  private static final long PAUSE_MILLIS = 10_000;
  private static final int LEARNING_ATTEMPTS = 20;

  private final IngestConfiguration configuration;
  private final AvroSerdes serdes;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread;
  private volatile String away = "starting";
  private volatile Publisher publisher;

  private PublisherStart(IngestConfiguration configuration) {
    this.configuration = configuration;
    this.serdes = new AvroSerdes(configuration.registry(), configuration.registerSchemas());
    this.thread = new Thread(this::prepare, "prepare");
    thread.setDaemon(true);
  }

  public static PublisherStart start(IngestConfiguration configuration) {
    PublisherStart start = new PublisherStart(configuration);
    start.thread.start();
    return start;
  }

  /** Waits so long at most until it is ready. */
  public void await(long millis) throws InterruptedException {
    boolean inTime = ready.await(millis, TimeUnit.MILLISECONDS);
    if (!inTime) {
      LOG.warn("not ready yet: {}; until then requests are answered with 503", away);
    }
  }

  private void prepare() {
    try {
      while (publisher == null) {
        tryToPrepare();
      }
      ready.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToPrepare() throws InterruptedException {
    try {
      new Preparation(
              configuration.kafka(),
              configuration.registry(),
              configuration.registerSchemas(),
              configuration.partitions(),
              configuration.replication())
          .await(topics(), cause -> away = cause);
      learnSchemas();
      KafkaPublisher made = new KafkaPublisher(this::producer, configuration.publish().timeout());
      publisher = made;
    } catch (RuntimeException e) {
      // A topic or a schema is not as it must be. When someone mends it, work begins.
      away = message(e);
      LOG.error("{}; requests are answered with 503 until that is mended", away);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The topics are asked for now, so that no request has to wait for them. */
  private Producer<String, SpecificRecord> producer() {
    Producer<String, SpecificRecord> producer = Producers.create(configuration, serdes);
    topics().forEach(topic -> learn(producer, topic));
    return producer;
  }

  private static void learn(Producer<?, ?> producer, Topic topic) {
    for (int attempt = 1; attempt <= LEARNING_ATTEMPTS; attempt++) {
      try {
        producer.partitionsFor(topic.name());
        return;
      } catch (RetriableException e) {
        // The first connection may take longer than a send may block.
        LOG.debug("{} is not known yet", topic.name(), e);
      }
    }
  }

  /** The ids of the schemas are asked for now: the registry may then go, and events still pass. */
  private void learnSchemas() {
    RevenueEvent event =
        new RevenueEvent(
            "",
            "",
            "",
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(new Identifier("", "")),
            CustomerIdentified.newBuilder().build());
    RejectedEvent rejected =
        new RejectedEvent(
            "", "", "", "", 0L, null, null, List.of(), ByteBuffer.allocate(0), Instant.EPOCH);
    try (Serializer<SpecificRecord> serializer = serdes.serializer()) {
      Topics.EVENTS.forEach(topic -> serializer.serialize(topic.name(), event));
      serializer.serialize(Topics.REJECTED_EVENTS.name(), rejected);
    }
  }

  private static List<Topic> topics() {
    List<Topic> topics = new ArrayList<>(Topics.EVENTS);
    topics.add(Topics.REJECTED_EVENTS);
    return topics;
  }

  private static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String inner =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return cause == failure ? inner : failure.getMessage() + ": " + inner;
  }

  @Override
  public CompletableFuture<Published> publish(List<Outgoing> records) {
    Publisher made = publisher;
    return made == null
        ? CompletableFuture.completedFuture(new Published.Unavailable(away))
        : made.publish(records);
  }

  @Override
  public Optional<String> away() {
    Publisher made = publisher;
    return made == null ? Optional.of(away) : made.away();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Publisher made = publisher;
    if (made != null) {
      made.close();
    }
  }
}
