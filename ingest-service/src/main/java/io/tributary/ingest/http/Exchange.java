package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Sources;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, from its head to the verdicts on what it holds. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Edge edge;
  private final Endpoint endpoint;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Sources sources;
  private final Instant receivedAt;

  /** Null until it is known. */
  private Source source;

  Exchange(Edge edge, Endpoint endpoint, Request request, Response response, Callback callback) {
    this.edge = edge;
    this.endpoint = endpoint;
    this.request = request;
    this.response = response;
    this.callback = counted(callback);
    this.sources = edge.sources().get();
    this.receivedAt = edge.clock().instant();
  }

  private Callback counted(Callback answered) {
    return Callback.from(
        answered,
        () ->
            edge.meters()
                .answered(
                    endpoint.path(),
                    response.getStatus(),
                    System.nanoTime() - request.getBeginNanoTime()));
  }

  void begin() {
    try {
      Optional<Source> told = endpoint.admission().byHead(request, sources);
      if (told.isPresent()) {
        identify(told.get());
      }
      HttpFields headers = request.getHeaders();
      Format format = endpoint.formats().of(headers);
      boolean compressed = MediaTypes.isCompressed(headers);
      requireLength();
      InFlight room = source == null ? edge.unknownInFlight() : edge.inFlight();
      Body body = new Body(edge.limits().requestBytes(), compressed, room);
      if (request.getLength() > edge.limits().requestBytes()) {
        failed(body, Body.tooLarge(edge.limits().requestBytes()));
      } else {
        read(format, body);
      }
    } catch (ProblemException problem) {
      endpoint.replies().problem(response, callback, problem);
    }
  }

  private void identify(Source sender) throws ProblemException {
    source = sender;
    rate().admit();
  }

  private Rate rate() {
    return new Rate(edge.rates().of(source));
  }

  private void requireLength() throws ProblemException {
    boolean announced = request.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    boolean framed = request.getConnectionMetaData().getHttpVersion().getVersion() > 11;
    if (!announced && !chunked && !framed) {
      throw new ProblemException(
          HttpStatus.LENGTH_REQUIRED_411,
          Code.BODY_LENGTH_MISSING,
          "say how long the body is with Content-Length, or send it in chunks");
    }
  }

  private void read(Format format, Body body) {
    BodyReader.read(
        request,
        body,
        edge.bodyTimeout(),
        new BodyReader.Recipient() {
          @Override
          public void arrived() {
            try {
              if (source == null) {
                identify(
                    endpoint
                        .admission()
                        .byBody(request, sources, body.bytes(), body.length(), receivedAt));
              }
              decode(format, body);
            } catch (ProblemException problem) {
              answer(body, problem);
            } catch (RuntimeException e) {
              LOG.error("a request to {} met a fault of ours", endpoint.path(), e);
              answer(body, internal());
            }
          }

          @Override
          public void failed(ProblemException problem) {
            Exchange.this.failed(body, problem);
          }
        });
  }

  private static ProblemException internal() {
    return new ProblemException(
            HttpStatus.INTERNAL_SERVER_ERROR_500, Code.INTERNAL, "a fault of the service")
        .retryAfter(30);
  }

  private void decode(Format format, Body body) {
    Sender sender = new Sender(source.name(), source.namespace(), source.allowed(), receivedAt);
    Decoded decoded = format.decode(body.bytes(), body.length(), sender);
    if (decoded instanceof Decoded.Events events) {
      rate().charge(response, events.accepted().size() + events.rejected().size());
      settlement(format.keptAs()).settle(body, events);
    } else if (decoded instanceof Decoded.Unreadable unreadable) {
      rate().charge(response, 1);
      settlement(Optional.empty()).keepWhole(body, unreadable.reason());
    }
  }

  private Settlement settlement(Optional<String> keptAs) {
    String sent = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
    boolean dryRun = "true".equals(Request.extractQueryParameters(request).getValue("dry_run"));
    return new Settlement(
        edge, endpoint, source, keptAs.orElse(sent), receivedAt, dryRun, response, callback);
  }

  /** Of a body that is too large its head is kept, so that someone can see what was sent. */
  private void failed(Body body, ProblemException problem) {
    if (source != null && problem.code() == Code.BODY_TOO_LARGE) {
      settlement(Optional.empty())
          .keepHead(body, new Reason(problem.code(), "", problem.getMessage()), problem);
    } else {
      answer(body, problem);
    }
  }

  private void answer(Body body, ProblemException problem) {
    body.close();
    endpoint.replies().problem(response, callback, problem);
  }
}
