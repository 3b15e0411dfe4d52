package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.publish.Outgoing;
import io.tributary.ingest.publish.Published;
import io.tributary.ingest.publish.Quarantine;
import io.tributary.ingest.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Makes what became of a request durable, and only then tells its sender. */
final class Settlement {
  private static final int CONTENT_TYPE_LENGTH = 128;

  /** Enough to see what was sent. */
  private static final int HEAD_BYTES = 64 << 10;

  private final Edge edge;
  private final Endpoint endpoint;
  private final Source source;
  private final Quarantine quarantine;
  private final boolean dryRun;
  private final Response response;
  private final Callback callback;

  /**
   * @param dryRun whether the sender only wants to know: then nothing is published or kept
   */
  Settlement(
      Edge edge,
      Endpoint endpoint,
      Source source,
      String contentType,
      Instant receivedAt,
      boolean dryRun,
      Response response,
      Callback callback) {
    this.edge = edge;
    this.endpoint = endpoint;
    this.source = source;
    String type =
        contentType.length() <= CONTENT_TYPE_LENGTH
            ? contentType
            : contentType.substring(0, CONTENT_TYPE_LENGTH);
    this.quarantine = new Quarantine(source.name(), endpoint.path(), type, receivedAt);
    this.dryRun = dryRun;
    this.response = response;
    this.callback = callback;
  }

  void settle(Body body, Decoded.Events events) {
    if (dryRun) {
      body.close();
      Answers.dryRun(response, callback, events.accepted().size(), events.rejected());
      return;
    }
    List<Outgoing> records = new ArrayList<>(events.accepted().size() + events.rejected().size());
    events.accepted().forEach(accepted -> records.add(Outgoing.of(accepted)));
    events.rejected().forEach(rejected -> records.add(Outgoing.of(quarantine.event(rejected))));
    whenDurable(
        records,
        body,
        () -> {
          edge.meters().accepted(source.name(), events.accepted());
          edge.meters().rejected(source.name(), events.rejected());
          endpoint
              .replies()
              .receipt(response, callback, events.accepted().size(), events.rejected());
        });
  }

  /** Keeps a body of which nothing can be told apart. */
  void keepWhole(Body body, Reason reason) {
    ProblemException problem =
        new ProblemException(
            reason.code() == Code.BODY_TOO_MANY_EVENTS
                ? HttpStatus.PAYLOAD_TOO_LARGE_413
                : HttpStatus.BAD_REQUEST_400,
            reason.code(),
            reason.message());
    if (body.length() == 0 || dryRun) {
      body.close();
      endpoint.replies().problem(response, callback, problem);
      return;
    }
    keep(
        body,
        body.length(),
        reason,
        () -> endpoint.replies().unreadable(response, callback, problem));
  }

  /** Keeps as much of a body as has arrived, within a limit. */
  void keepHead(Body body, Reason reason, ProblemException problem) {
    keep(
        body,
        Math.min(body.length(), HEAD_BYTES),
        reason,
        () -> endpoint.replies().problem(response, callback, problem));
  }

  private void keep(Body body, int length, Reason reason, Runnable answer) {
    whenDurable(
        List.of(Outgoing.of(quarantine.whole(body.bytes(), length, reason))),
        body,
        () -> {
          edge.meters().rejectedWhole(source.name(), reason.code());
          answer.run();
        });
  }

  private void whenDurable(List<Outgoing> records, Body body, Runnable answer) {
    var unused =
        edge.publisher()
            .publish(records)
            .thenAccept(
                published -> {
                  body.close();
                  if (published instanceof Published.Unavailable unavailable) {
                    endpoint.replies().problem(response, callback, tryAgain(unavailable));
                  } else {
                    answer.run();
                  }
                })
            .exceptionally(
                failure -> {
                  callback.failed(failure);
                  return null;
                });
  }

  private static ProblemException tryAgain(Published.Unavailable unavailable) {
    return new ProblemException(
            HttpStatus.SERVICE_UNAVAILABLE_503,
            Code.UNAVAILABLE,
            unavailable.cause() + "; send the request again")
        .retryAfter(2);
  }
}
