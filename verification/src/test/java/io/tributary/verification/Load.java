package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.event.Micros;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends opportunities that are won, each with an amount of its own, and remembers what was
 * acknowledged. A request without an answer, or with another one than 202, is sent again with the
 * same ids, as any sender would.
 */
final class Load implements Runnable {
  private static final int OPPORTUNITIES_PER_REQUEST = 20;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final URI events;
  private final String key;
  private final String name;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private final AtomicInteger refused = new AtomicInteger();
  private Thread thread;
  private int sent;

  /**
   * @param name makes its ids different from those of another load
   */
  Load(URI edge, String key, String name) {
    this.events = edge.resolve("/v1/events");
    this.key = key;
    this.name = name;
  }

  /** Opportunities of which every event was acknowledged. */
  int opportunities() {
    return acknowledged.size() / 2;
  }

  /** Ids of the acknowledged events. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Micro-units: what all of the acknowledged opportunities were won with. */
  long wonMicros() {
    return acknowledged.stream()
        .filter(id -> id.endsWith("-won"))
        .mapToLong(id -> amountMicros(number(id)))
        .sum();
  }

  /** Begins, or goes on after a stop. */
  Load start() {
    stopping = false;
    thread = new Thread(this, "load");
    thread.start();
    return this;
  }

  /** Returns when what was begun is acknowledged. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.join();
  }

  /** Waits until so many more opportunities are acknowledged. */
  void awaitMore(int more) {
    int enough = opportunities() + more;
    await().atMost(PATIENCE).until(() -> opportunities() >= enough || !thread.isAlive());
    assertThat(thread.isAlive()).as("the load goes on").isTrue();
  }

  /** Waits until a request is refused, or not answered. */
  void awaitRefusal() {
    int before = refused.get();
    await().atMost(PATIENCE).until(() -> refused.get() > before);
  }

  @Override
  public void run() {
    while (!stopping) {
      List<String> ids = new ArrayList<>();
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < OPPORTUNITIES_PER_REQUEST; i++) {
        append(body, ids, sent++);
      }
      if (sendUntilAcknowledged(body.toString())) {
        acknowledged.addAll(ids);
      }
    }
  }

  private void append(StringBuilder body, List<String> ids, int number) {
    String id = name + '-' + number;
    int day = 1 + number % 28;
    body.append(
        """
        {"id":"%1$s-opened","type":"opportunity.opened","occurred_at":"2026-01-%2$02dT08:00:00Z",\
        "identifiers":{"account":"%1$s"},"data":{"opportunity_id":"%1$s","owner":"owner-%3$d"}}
        {"id":"%1$s-won","type":"opportunity.won","occurred_at":"2026-02-%2$02dT08:00:00Z",\
        "identifiers":{"account":"%1$s"},"data":{"opportunity_id":"%1$s","amount":"%4$s","currency":"USD"}}
        """
            .formatted(id, day, number % 5, Micros.format(amountMicros(number))));
    ids.add(id + "-opened");
    ids.add(id + "-won");
  }

  private static long amountMicros(int number) {
    return (1_000 + number) * Micros.UNIT + number % 7;
  }

  private int number(String id) {
    return Integer.parseInt(id.substring(name.length() + 1, id.lastIndexOf('-')));
  }

  private boolean sendUntilAcknowledged(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    // What was begun is brought to its end even after the stop, so that nothing is in doubt.
    long giveUp = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < giveUp) {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          return true;
        }
        if (answer.statusCode() != 503) {
          throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        refused.incrementAndGet();
        Thread.sleep(200);
      } catch (IOException e) {
        refused.incrementAndGet();
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    throw new IllegalStateException("not acknowledged for two minutes");
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
