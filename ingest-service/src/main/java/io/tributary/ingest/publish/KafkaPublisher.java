package io.tributary.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes with one producer, that all requests share: the more of them, the fuller its batches.
 * When the producer fails for good, a new one takes its place.
 */
public final class KafkaPublisher implements Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  /** How much longer than the producer's own patience we wait before we no longer believe in it. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Supplier<Producer<String, SpecificRecord>> producers;
  private final Duration timeout;
  private final AtomicReference<String> trouble = new AtomicReference<>();
  private volatile Producer<String, SpecificRecord> producer;
  private boolean closed;

  /**
   * @param producers makes a producer; its delivery timeout is {@code timeout}
   */
  public KafkaPublisher(Supplier<Producer<String, SpecificRecord>> producers, Duration timeout) {
    this.producers = producers;
    this.timeout = timeout;
    this.producer = producers.get();
  }

  @Override
  public CompletableFuture<Published> publish(List<Outgoing> records) {
    CompletableFuture<Published> result = new CompletableFuture<>();
    if (records.isEmpty()) {
      result.complete(new Published.Durable());
      return result;
    }
    Producer<String, SpecificRecord> used = producer;
    AtomicInteger missing = new AtomicInteger(records.size());
    for (Outgoing record : records) {
      // What is refused at once will be refused again for the rest of the request.
      if (result.isDone()) {
        break;
      }
      send(used, record, missing, result);
    }
    return result.completeOnTimeout(
        new Published.Unavailable("Kafka has not answered in time"),
        timeout.plus(GRACE).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void send(
      Producer<String, SpecificRecord> used,
      Outgoing outgoing,
      AtomicInteger missing,
      CompletableFuture<Published> result) {
    try {
      // The callback tells the outcome.
      var unused =
          used.send(
              new ProducerRecord<>(outgoing.topic().name(), outgoing.key(), outgoing.value()),
              (metadata, failure) -> {
                if (failure != null) {
                  failed(used, failure, result);
                } else if (missing.decrementAndGet() == 0) {
                  trouble.set(null);
                  result.complete(new Published.Durable());
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failed(used, e, result);
    }
  }

  private void failed(
      Producer<String, SpecificRecord> used,
      Throwable failure,
      CompletableFuture<Published> result) {
    String cause = PublishFailure.explain(failure);
    if (trouble.getAndSet(cause) == null) {
      LOG.warn("{}", cause);
    }
    result.complete(new Published.Unavailable(cause));
    if (PublishFailure.isFatal(failure)) {
      // Not here: this may be the thread of the very producer that has to be closed.
      var unused = CompletableFuture.runAsync(() -> replace(used));
    }
  }

  private synchronized void replace(Producer<String, SpecificRecord> broken) {
    if (closed || producer != broken) {
      return;
    }
    LOG.error("the producer has failed for good ({}); another one takes its place", trouble.get());
    producer = producers.get();
    broken.close(Duration.ZERO);
  }

  @Override
  public Optional<String> away() {
    return Optional.ofNullable(trouble.get());
  }

  @Override
  public synchronized void close() {
    closed = true;
    producer.close(CLOSE);
  }
}
