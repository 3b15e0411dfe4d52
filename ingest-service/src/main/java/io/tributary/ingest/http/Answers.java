package io.tributary.ingest.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes answers: receipts, and problems as RFC 9457 has them. */
final class Answers {
  /** So much of a body that is not wanted is taken in, so that its sender gets the answer. */
  private static final long MOST_TAKEN_IN_BYTES = 256 << 10;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String PROBLEM_TYPE = "application/problem+json";
  private static final String RECEIPT_TYPE = "application/json";

  private Answers() {}

  /** 202 when at least one event was accepted or there was none; 422 when all were rejected. */
  static void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    int status =
        accepted == 0 && !rejected.isEmpty()
            ? HttpStatus.UNPROCESSABLE_ENTITY_422
            : HttpStatus.ACCEPTED_202;
    verdicts(response, callback, status, accepted, rejected);
  }

  /** The verdicts under that status. */
  static void verdicts(
      Response response, Callback callback, int status, int accepted, List<Rejected> rejected) {
    send(
        response,
        callback,
        status,
        RECEIPT_TYPE,
        json -> {
          json.writeStartObject();
          verdicts(json, accepted, rejected);
          json.writeEndObject();
        });
  }

  /** What the SDKs of Segment take for done, whatever the verdicts. */
  static void success(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    send(
        response,
        callback,
        HttpStatus.OK_200,
        RECEIPT_TYPE,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("success", true);
          verdicts(json, accepted, rejected);
          json.writeEndObject();
        });
  }

  /** What would have become of the events. */
  static void dryRun(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    send(
        response,
        callback,
        HttpStatus.OK_200,
        RECEIPT_TYPE,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("dry_run", true);
          verdicts(json, accepted, rejected);
          json.writeEndObject();
        });
  }

  /** Every event of the request is of a type that the key may not send. */
  static void forbidden(Response response, Callback callback, List<Rejected> rejected) {
    send(
        response,
        callback,
        HttpStatus.FORBIDDEN_403,
        PROBLEM_TYPE,
        json -> {
          json.writeStartObject();
          problem(
              json,
              HttpStatus.FORBIDDEN_403,
              Code.TYPE_FORBIDDEN,
              rejected.get(0).reasons().get(0).message());
          verdicts(json, 0, rejected);
          json.writeEndObject();
        });
  }

  static void problem(Response response, Callback callback, ProblemException problem) {
    problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    send(
        response,
        callback,
        problem.status(),
        PROBLEM_TYPE,
        json -> {
          json.writeStartObject();
          problem(json, problem.status(), problem.code(), problem.getMessage());
          json.writeEndObject();
        });
  }

  private static void problem(JsonGenerator json, int status, Code code, String detail)
      throws IOException {
    json.writeStringField("type", "about:blank");
    json.writeStringField("title", HttpStatus.getMessage(status));
    json.writeNumberField("status", status);
    json.writeStringField("code", code.text());
    json.writeStringField("detail", detail);
  }

  private static void verdicts(JsonGenerator json, int accepted, List<Rejected> rejected)
      throws IOException {
    json.writeNumberField("accepted", accepted);
    json.writeArrayFieldStart("rejected");
    for (Rejected event : rejected) {
      verdict(json, event);
    }
    json.writeEndArray();
  }

  /** The first reason where readers of one reason look, all of them when there are more. */
  private static void verdict(JsonGenerator json, Rejected event) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", event.index());
    if (event.id() != null) {
      json.writeStringField("id", event.id());
    }
    reason(json, event.reasons().get(0));
    if (event.reasons().size() > 1) {
      json.writeArrayFieldStart("reasons");
      for (Reason reason : event.reasons()) {
        json.writeStartObject();
        reason(json, reason);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void reason(JsonGenerator json, Reason reason) throws IOException {
    json.writeStringField("code", reason.code().text());
    json.writeStringField("field", reason.field());
    json.writeStringField("message", reason.message());
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static void send(
      Response response, Callback callback, int status, String contentType, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    send(response, callback, status, contentType, bytes.toByteArray());
  }

  /**
   * Sends an answer as a whole. Whoever is refused while the body is still on its way would lose
   * the answer if the connection ended now: a small body is taken in to its end first. After a
   * large or a slow one the connection ends, and the sender is told so, as its next request would
   * meet a closed one.
   */
  static void send(
      Response response, Callback callback, int status, String contentType, byte[] content) {
    Request request = response.getRequest();
    Runnable write = () -> write(response, callback, status, contentType, content);
    boolean isSlow = status == HttpStatus.REQUEST_TIMEOUT_408;
    if (!isSlow && request.getLength() >= 0 && request.getLength() <= MOST_TAKEN_IN_BYTES) {
      Source.consumeAll(request, Callback.from(write, failure -> closing(response, write)));
    } else if (request.consumeAvailable()) {
      write.run();
    } else {
      closing(response, write);
    }
  }

  private static void closing(Response response, Runnable write) {
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    write.run();
  }

  private static void write(
      Response response, Callback callback, int status, String contentType, byte[] content) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), callback);
  }
}
