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
 * Publishes with two producers, that all requests share: one for those of a few events, which are
 * waited for, and one for those of many, whose batches are the fuller the longer they are open.
 * When a producer fails for good, a new one takes its place.
 */
public final class KafkaPublisher implements Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  /** From so many records on, a request is one of many. */
  private static final int MANY = 100;

  /** How much longer than the producer's own patience we wait before we no longer believe in it. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Duration timeout;
  private final AtomicReference<String> trouble = new AtomicReference<>();
  private final Lane few;
  private final Lane many;

  /**
   * @param few makes a producer for requests of a few events; its delivery timeout is {@code
   *     timeout}
   * @param many the same for requests of many
   */
  public KafkaPublisher(
      Supplier<Producer<String, SpecificRecord>> few,
      Supplier<Producer<String, SpecificRecord>> many,
      Duration timeout) {
    this.timeout = timeout;
    this.few = new Lane(few);
    this.many = new Lane(many);
  }

  @Override
  public CompletableFuture<Published> publish(List<Outgoing> records) {
    CompletableFuture<Published> result = new CompletableFuture<>();
    if (records.isEmpty()) {
      result.complete(new Published.Durable());
      return result;
    }
    Lane lane = records.size() < MANY ? few : many;
    Producer<String, SpecificRecord> used = lane.producer;
    AtomicInteger missing = new AtomicInteger(records.size());
    for (Outgoing record : records) {
      // What is refused at once will be refused again for the rest of the request.
      if (result.isDone()) {
        break;
      }
      send(lane, used, record, missing, result);
    }
    return result.completeOnTimeout(
        new Published.Unavailable("Kafka has not answered in time"),
        timeout.plus(GRACE).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void send(
      Lane lane,
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
                  failed(lane, used, failure, result);
                } else if (missing.decrementAndGet() == 0) {
                  trouble.set(null);
                  result.complete(new Published.Durable());
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failed(lane, used, e, result);
    }
  }

  private void failed(
      Lane lane,
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
      var unused = CompletableFuture.runAsync(() -> lane.replace(used));
    }
  }

  @Override
  public Optional<String> away() {
    return Optional.ofNullable(trouble.get());
  }

  @Override
  public void close() {
    try (few) {
      many.close();
    }
  }

  /** A producer, and who comes after it. */
  private final class Lane implements AutoCloseable {
    private final Supplier<Producer<String, SpecificRecord>> producers;
    private volatile Producer<String, SpecificRecord> producer;
    private boolean closed;

    Lane(Supplier<Producer<String, SpecificRecord>> producers) {
      this.producers = producers;
      this.producer = producers.get();
    }

    synchronized void replace(Producer<String, SpecificRecord> broken) {
      if (closed || producer != broken) {
        return;
      }
      LOG.error(
          "the producer has failed for good ({}); another one takes its place", trouble.get());
      producer = producers.get();
      broken.close(Duration.ZERO);
    }

    @Override
    public synchronized void close() {
      closed = true;
      producer.close(CLOSE);
    }
  }
}
