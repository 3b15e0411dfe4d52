package io.tributary.sink.alerts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.output.MetricAlert;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts every change of an alert to one receiver, in order and at least once: the position moves on
 * when the receiver took it. A receiver that is away delays what comes behind; it loses nothing.
 * Between attempts the loop goes on polling, so that the group does not take it for dead.
 */
final class WebhookLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * A body that a receiver refuses this often it will not take at all; the alerts behind it are not
   * to wait for ever.
   */
  private static final int MOST_REFUSALS = 10;

  private final Consumer<byte[], byte[]> consumer;
  private final Decoder decoder;
  private final Receiver receiver;
  private final Backoff backoff;
  private final ServiceContext context;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();

  /** Where to go on from, as far as the group does not know it yet. */
  private final Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();

  private int refusals;
  private volatile long oldestMillis = Long.MAX_VALUE;
  private volatile boolean stopping;
  private volatile HealthStatus status = HealthStatus.up("nothing to deliver yet");

  WebhookLoop(
      Consumer<byte[], byte[]> consumer,
      Decoder decoder,
      Receiver receiver,
      Backoff backoff,
      ServiceContext context) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.receiver = receiver;
    this.backoff = backoff;
    this.context = context;
    Gauge.builder("tributary.webhook.delay.seconds", this::delaySeconds)
        .description("Age of the oldest alert that a receiver has not taken")
        .tag("receiver", receiver.name())
        .register(context.meters());
  }

  HealthStatus status() {
    return status;
  }

  void stop() {
    stopping = true;
    consumer.wakeup();
    receiver.cancel();
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(Topics.METRIC_ALERTS.name()), this);
      while (!stopping) {
        turn();
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    } catch (RuntimeException e) {
      status = HealthStatus.down("stopped: " + e.getMessage());
      LOG.error("alerts no longer go to {}: {}", receiver.name(), e.getMessage(), e);
    } finally {
      consumer.close();
    }
  }

  private void turn() {
    try {
      consumer.poll(POLL).forEach(waiting::add);
      consumer.pause(waiting.isEmpty() ? List.of() : consumer.assignment());
      while (!waiting.isEmpty() && !backoff.isWaiting() && !stopping) {
        attempt(waiting.peek());
      }
      if (waiting.isEmpty()) {
        consumer.resume(consumer.paused());
      }
      oldestMillis = waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().timestamp();
      commit();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      notNow("the brokers do not serve: " + e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // The place that a new receiver begins at is noted at once: what changes from now on is its
    // to get, also when this process ends before the first of it.
    partitions.forEach(
        partition -> progress.put(partition, new OffsetAndMetadata(consumer.position(partition))));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    waiting.removeIf(
        record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
    progress.keySet().removeAll(partitions);
  }

  private void commit() {
    if (!progress.isEmpty()) {
      consumer.commitSync(progress);
      progress.clear();
    }
  }

  private void attempt(ConsumerRecord<byte[], byte[]> record) {
    Decoder.Result result = decoder.decode(record);
    if (result instanceof Decoder.Result.RegistryAway away) {
      notNow("the schema registry is away: " + away.cause());
    } else if (result instanceof Decoder.Result.Decoded decoded
        && decoded.record().value() instanceof MetricAlert alert) {
      post(record, alert);
    } else {
      // A tombstone; or unreadable, and then it is a dead letter of the sink's.
      done(record);
    }
  }

  private void post(ConsumerRecord<byte[], byte[]> record, MetricAlert alert) {
    Receiver.Answer answer = receiver.post(alert);
    if (answer instanceof Receiver.Answer.Taken) {
      count("tributary.webhook.delivered");
      status = HealthStatus.up("last delivered: " + alert.getRule());
      done(record);
    } else if (answer instanceof Receiver.Answer.NotNow notNow) {
      count("tributary.webhook.failed");
      notNow(notNow.problem());
    } else if (answer instanceof Receiver.Answer.Refused refused) {
      count("tributary.webhook.failed");
      refusals++;
      if (refusals < MOST_REFUSALS) {
        notNow(refused.problem());
      } else {
        count("tributary.webhook.dropped");
        LOG.error(
            "{} refuses alert {} for good: {}; it is in the warehouse",
            receiver.name(),
            alert.getChangeId(),
            refused.problem());
        done(record);
      }
    }
  }

  private void done(ConsumerRecord<byte[], byte[]> record) {
    waiting.remove();
    refusals = 0;
    backoff.succeeded();
    progress.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
    commit();
  }

  /** A receiver that is away must not take the sink out of service: the part is up and says so. */
  private void notNow(String problem) {
    if (!stopping) {
      backoff.failed();
      status = HealthStatus.up("alerts are waiting: " + problem);
      LOG.warn("{} does not take alerts, will try again: {}", receiver.name(), problem);
    }
  }

  private double delaySeconds() {
    return Math.max(0, (context.clock().millis() - oldestMillis) / 1000.0);
  }

  private void count(String name) {
    MeterRegistry meters = context.meters();
    meters.counter(name, "receiver", receiver.name()).increment();
  }
}
