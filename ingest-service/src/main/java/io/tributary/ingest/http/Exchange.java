package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.decode.Verdict.Rejected;
import io.tributary.ingest.publish.Outgoing;
import io.tributary.ingest.publish.Published;
import io.tributary.ingest.publish.Quarantine;
import io.tributary.ingest.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, from its head to its answer. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int CONTENT_TYPE_LENGTH = 128;

  private final Edge edge;
  private final String endpoint;
  private final Request request;
  private final Response response;
  private final Callback callback;

  Exchange(Edge edge, String endpoint, Request request, Response response, Callback callback) {
    this.edge = edge;
    this.endpoint = endpoint;
    this.request = request;
    this.response = response;
    this.callback = counted(callback);
  }

  private Callback counted(Callback answered) {
    return Callback.from(
        answered,
        () ->
            edge.meters()
                .answered(
                    endpoint,
                    response.getStatus(),
                    System.nanoTime() - request.getBeginNanoTime()));
  }

  void begin() {
    try {
      Source source = authenticate();
      RateLimits.Bucket bucket = edge.rates().of(source);
      admit(bucket);
      HttpFields headers = request.getHeaders();
      Format format = MediaTypes.format(headers, edge.decoder());
      Body body =
          new Body(edge.limits().requestBytes(), MediaTypes.isCompressed(headers), edge.inFlight());
      checkLength();
      read(source, bucket, format, body);
    } catch (ProblemException problem) {
      Answers.problem(response, callback, problem);
    }
  }

  private Source authenticate() throws ProblemException {
    String key =
        Keys.of(request.getHeaders())
            .orElseThrow(
                () ->
                    unauthorized(
                        Code.KEY_MISSING,
                        "send the source's key as Authorization: Bearer KEY, as the user of basic"
                            + " authentication, or as X-API-Key"));
    return edge.sources()
        .get()
        .withKey(key)
        .orElseThrow(() -> unauthorized(Code.KEY_UNKNOWN, "the key is none of any source"));
  }

  private static ProblemException unauthorized(Code code, String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED_401, code, detail)
        .with("WWW-Authenticate", "Bearer realm=\"tributary\", Basic realm=\"tributary\"");
  }

  private void admit(RateLimits.Bucket bucket) throws ProblemException {
    if (bucket == null || bucket.isOpen()) {
      return;
    }
    long seconds = bucket.secondsToWait();
    throw new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS_429,
            Code.RATE_EXCEEDED,
            "the source sends faster than it may; try again in " + seconds + " s")
        .retryAfter(seconds)
        .with("RateLimit-Policy", bucket.policy())
        .with("RateLimit", "\"events\";r=0;t=" + seconds);
  }

  private void checkLength() throws ProblemException {
    long length = request.getLength();
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    boolean framed = request.getConnectionMetaData().getHttpVersion().getVersion() > 11;
    if (length < 0 && !chunked && !framed
        || length <= 0
            && !chunked
            && !framed
            && !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      throw new ProblemException(
          HttpStatus.LENGTH_REQUIRED_411,
          Code.BODY_LENGTH_MISSING,
          "say how long the body is with Content-Length, or send it in chunks");
    }
    if (length > edge.limits().requestBytes()) {
      throw Body.tooLarge(edge.limits().requestBytes());
    }
  }

  private void read(Source source, RateLimits.Bucket bucket, Format format, Body body) {
    BodyReader.read(
        request,
        body,
        edge.bodyTimeout(),
        new BodyReader.Recipient() {
          @Override
          public void arrived() {
            try {
              decode(source, bucket, format, body);
            } catch (RuntimeException e) {
              LOG.error("a request of {} met a fault of ours", source.name(), e);
              answer(body, internal());
            }
          }

          @Override
          public void failed(ProblemException problem) {
            answer(body, problem);
          }
        });
  }

  private static ProblemException internal() {
    return new ProblemException(
            HttpStatus.INTERNAL_SERVER_ERROR_500, Code.INTERNAL, "a fault of the service")
        .retryAfter(30);
  }

  private void answer(Body body, ProblemException problem) {
    body.close();
    Answers.problem(response, callback, problem);
  }

  private void decode(Source source, RateLimits.Bucket bucket, Format format, Body body) {
    Sender sender =
        new Sender(source.name(), source.namespace(), source.allowed(), edge.clock().instant());
    Quarantine quarantine =
        new Quarantine(source.name(), endpoint, contentType(), sender.receivedAt());
    Decoded decoded = format.decode(body.bytes(), body.length(), sender);
    if (decoded instanceof Decoded.Events events) {
      charge(bucket, events.accepted().size() + events.rejected().size());
      publish(source, quarantine, body, events);
    } else if (decoded instanceof Decoded.Unreadable unreadable) {
      charge(bucket, 1);
      keepWhole(source, quarantine, body, unreadable.reason());
    }
  }

  private String contentType() {
    String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
    return type.length() <= CONTENT_TYPE_LENGTH ? type : type.substring(0, CONTENT_TYPE_LENGTH);
  }

  private void charge(RateLimits.Bucket bucket, int events) {
    if (bucket == null) {
      return;
    }
    bucket.take(Math.max(1, events));
    response.getHeaders().put("RateLimit-Policy", bucket.policy());
    response
        .getHeaders()
        .put("RateLimit", "\"events\";r=%d;t=%d".formatted(bucket.left(), bucket.secondsToWait()));
  }

  private void publish(Source source, Quarantine quarantine, Body body, Decoded.Events events) {
    List<Outgoing> records = new ArrayList<>(events.accepted().size() + events.rejected().size());
    events.accepted().forEach(accepted -> records.add(Outgoing.of(accepted)));
    events
        .rejected()
        .forEach(rejected -> records.add(Outgoing.of(quarantine.event(body.bytes(), rejected))));
    whenDurable(
        records,
        body,
        () -> {
          edge.meters().accepted(source.name(), events.accepted());
          edge.meters().rejected(source.name(), events.rejected());
          List<Rejected> rejected = events.rejected();
          if (events.accepted().isEmpty() && isForbidden(rejected)) {
            Answers.forbidden(response, callback, rejected);
          } else {
            Answers.receipt(response, callback, events.accepted().size(), rejected);
          }
        });
  }

  private static boolean isForbidden(List<Rejected> rejected) {
    return !rejected.isEmpty()
        && rejected.stream()
            .allMatch(event -> event.reasons().get(0).code() == Code.TYPE_FORBIDDEN);
  }

  private void keepWhole(Source source, Quarantine quarantine, Body body, Reason reason) {
    ProblemException problem =
        new ProblemException(
            reason.code() == Code.BODY_TOO_MANY_EVENTS
                ? HttpStatus.PAYLOAD_TOO_LARGE_413
                : HttpStatus.BAD_REQUEST_400,
            reason.code(),
            reason.message());
    if (body.length() == 0) {
      answer(body, problem);
      return;
    }
    whenDurable(
        List.of(Outgoing.of(quarantine.whole(body.bytes(), body.length(), reason))),
        body,
        () -> {
          edge.meters().rejectedWhole(source.name(), reason.code());
          Answers.problem(response, callback, problem);
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
                    Answers.problem(response, callback, tryAgain(unavailable));
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
