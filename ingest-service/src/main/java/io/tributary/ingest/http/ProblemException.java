package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request is refused as a whole; what is thrown is the answer. */
final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final Code code;
  private final Map<String, String> headers = new LinkedHashMap<>();

  ProblemException(int status, Code code, String detail) {
    // The answer is all that is wanted: stacks would cost more than the refusal.
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  ProblemException with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  ProblemException retryAfter(long seconds) {
    return with("Retry-After", Long.toString(Math.max(1, seconds)));
  }

  int status() {
    return status;
  }

  Code code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }
}
