package io.tributary.standalone.sending;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * Sends batches of events to the HTTP edge. While the edge asks for patience (429, 503) or is not
 * there, the same batch is sent again: ids make that harmless. Safe for use by several threads.
 */
public final class EventSender {
  /** In which an edge that runs has read its sources again. */
  public static final Duration KEY_KNOWN = Duration.ofSeconds(30);

  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private static final int UNAUTHORIZED = 401;

  private final HttpClient http;
  private final URI events;
  private final Duration patience;

  /**
   * @param edge where the HTTP edge listens, for example http://localhost:8080
   * @param client that can speak to it
   * @param patience how long one batch may be refused or unanswered before it is given up
   */
  public EventSender(URI edge, HttpClient client, Duration patience) {
    this.http = client;
    this.events = edge.resolve("/v1/events");
    this.patience = patience;
  }

  /**
   * @param key of the source that the events come from
   * @throws SendingException when the edge refuses the request as a whole, or for too long
   */
  public Receipt send(String key, List<String> batch)
      throws SendingException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", batch) + "\n"))
            .build();
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String trouble;
      Duration wait = pause;
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202
            || answer.statusCode() == 200
            || answer.statusCode() == 422) {
          return ReceiptParser.receipt(answer.body());
        }
        trouble = answer.statusCode() + ": " + ReceiptParser.problem(answer.body());
        if (answer.statusCode() != 429 && answer.statusCode() != 503) {
          throw new SendingException(events + " refuses the events with " + trouble);
        }
        wait = retryAfter(answer, pause);
      } catch (IOException e) {
        trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      if (System.nanoTime() + wait.toNanos() > giveUp) {
        throw new SendingException(
            "%s has not taken the events for %d s, last with %s"
                .formatted(events, patience.toSeconds(), trouble));
      }
      Thread.sleep(wait.toMillis());
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  /**
   * Waits until the edge knows a key: a running one reads its sources again only now and then.
   *
   * @throws SendingException when it does not within {@link #KEY_KNOWN}
   */
  public void awaitKey(String key) throws SendingException, InterruptedException {
    HttpRequest nothing =
        HttpRequest.newBuilder(events)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    long giveUp = System.nanoTime() + KEY_KNOWN.toNanos();
    while (true) {
      String trouble;
      try {
        int status = http.send(nothing, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != UNAUTHORIZED) {
          return;
        }
        trouble = "the key is not known";
      } catch (IOException e) {
        trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      if (System.nanoTime() > giveUp) {
        throw new SendingException(
            "%s does not take the key after %d s: %s"
                .formatted(events, KEY_KNOWN.toSeconds(), trouble));
      }
      Thread.sleep(FIRST_PAUSE.toMillis());
    }
  }

  private static Duration retryAfter(HttpResponse<String> answer, Duration otherwise) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(wait -> shorter(wait, LONGEST_PAUSE))
        .orElse(otherwise);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
