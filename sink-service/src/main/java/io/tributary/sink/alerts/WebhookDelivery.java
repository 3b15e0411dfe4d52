package io.tributary.sink.alerts;

import io.micrometer.core.instrument.Counter;
import io.tributary.output.MetricAlert;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.sink.SinkConfiguration.Webhooks;
import io.tributary.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts every change of an alert to the configured receivers, in order and at least once: the
 * position moves on when all of them took it. A receiver that is away delays what comes after; it
 * loses nothing.
 */
public final class WebhookDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Consumer<String, MetricAlert> consumer;
  private final Webhooks webhooks;
  private final WebhookSignature signature;
  private final ServiceContext context;
  private final HttpClient client;
  private final Counter delivered;
  private final Counter failed;
  private final Health.Registration health;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile HealthStatus status = HealthStatus.up("nothing to deliver yet");

  /**
   * @param consumer of metric-alerts, in a group of its own, which it closes
   */
  public WebhookDelivery(
      Consumer<String, MetricAlert> consumer, Webhooks webhooks, ServiceContext context) {
    this.consumer = consumer;
    this.webhooks = webhooks;
    this.signature = webhooks.secret() == null ? null : new WebhookSignature(webhooks.secret());
    this.context = context;
    this.client = HttpClient.newBuilder().connectTimeout(webhooks.timeout()).build();
    this.delivered = context.meters().counter("tributary.webhook.delivered");
    this.failed = context.meters().counter("tributary.webhook.failed");
    this.health = context.health().register("webhooks", () -> status);
    this.thread = new Thread(this::run, "webhooks");
    thread.start();
  }

  private void run() {
    try {
      consumer.subscribe(List.of(Topics.METRIC_ALERTS.name()));
      while (!stopping) {
        for (ConsumerRecord<String, MetricAlert> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            webhooks.urls().forEach(url -> deliver(url, record.value()));
          }
        }
        if (!stopping) {
          consumer.commitSync();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    } catch (RuntimeException e) {
      status = HealthStatus.down("stopped: " + e.getMessage());
      LOG.error("alerts are no longer delivered: {}", e.getMessage(), e);
    } finally {
      consumer.close();
    }
  }

  private void deliver(String url, MetricAlert alert) {
    long pause = FIRST_PAUSE_MILLIS;
    while (!stopping) {
      String problem = post(url, alert);
      if (problem == null) {
        delivered.increment();
        status = HealthStatus.up("last delivered " + alert.getRule());
        return;
      }
      failed.increment();
      // A receiver that is away must not take the sink out of service, so the part stays up and
      // says so.
      status = HealthStatus.up(url + " does not take alerts: " + problem);
      LOG.warn("{} does not take {}: {}; will try again", url, alert.getChangeId(), problem);
      sleep(pause + ThreadLocalRandom.current().nextLong(pause));
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  /** What went wrong, or null. */
  private String post(String url, MetricAlert alert) {
    String body = AlertJson.of(alert);
    long seconds = context.clock().instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(webhooks.timeout())
            .header("Content-Type", "application/json")
            .header("webhook-id", alert.getChangeId())
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (signature != null) {
      request.header("webhook-signature", signature.of(alert.getChangeId(), seconds, body));
    }
    try {
      int answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return answer >= 200 && answer < 300 ? null : "it answered " + answer;
    } catch (IOException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    health.close();
  }
}
