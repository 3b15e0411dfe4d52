package io.tributary.sink.alerts;

import io.tributary.output.MetricAlert;
import io.tributary.sink.SinkConfiguration.Webhooks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** One place that alerts are posted to, as the Standard Webhooks specification says. */
final class Receiver {
  /** What became of a delivery. */
  sealed interface Answer {
    record Taken() implements Answer {}

    /** It may be taken later: the receiver is away, busy, or not set up rightly. */
    record NotNow(String problem) implements Answer {}

    /** The receiver understood whom it is from, and will not have this very body. */
    record Refused(String problem) implements Answer {}
  }

  /** Bad request, too large, unsupported media type, unprocessable. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

  /** An id is signed with a full stop behind it and sent as a header. */
  private static final Pattern FIT_FOR_AN_ID = Pattern.compile("[A-Za-z0-9_|:/+-]{1,200}");

  private final URI url;
  private final Webhooks webhooks;
  private final Clock clock;
  private final HttpClient client;
  private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

  Receiver(URI url, Webhooks webhooks, Clock clock) {
    this.url = url;
    this.webhooks = webhooks;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(webhooks.timeout())
            .build();
  }

  /** Without path and query, which may hold secrets. */
  String name() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ':' + url.getPort();
  }

  /** Takes at most as long as a receiver may take. */
  Answer post(MetricAlert alert) {
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request(alert), HttpResponse.BodyHandlers.discarding());
    underWay = response;
    try {
      int status = response.join().statusCode();
      if (status >= 200 && status < 300) {
        return new Answer.Taken();
      }
      String problem = "it answered " + status;
      return REFUSALS.contains(status) ? new Answer.Refused(problem) : new Answer.NotNow(problem);
    } catch (CompletionException e) {
      return new Answer.NotNow(e.getCause().toString());
    } catch (CancellationException e) {
      return new Answer.NotNow("it was interrupted");
    }
  }

  /** Gives up what is under way. */
  void cancel() {
    underWay.cancel(true);
  }

  private HttpRequest request(MetricAlert alert) {
    String id = id(alert.getChangeId());
    String body = AlertJson.of(alert);
    long seconds = clock.instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(webhooks.timeout())
            .header("Content-Type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    webhooks
        .signature()
        .ifPresent(key -> request.header("webhook-signature", key.of(id, seconds, body)));
    return request.build();
  }

  private static String id(String changeId) {
    return FIT_FOR_AN_ID.matcher(changeId).matches()
        ? changeId
        : UUID.nameUUIDFromBytes(changeId.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
