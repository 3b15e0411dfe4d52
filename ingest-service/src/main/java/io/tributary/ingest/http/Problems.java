package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server itself refuses in the same form as everything else. */
final class Problems extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ProblemException problem =
        new ProblemException(
            status, code(status), "the request was refused: " + HttpStatus.getMessage(status));
    Answers.problem(
        response,
        callback,
        status == HttpStatus.SERVICE_UNAVAILABLE_503 ? problem.retryAfter(2) : problem);
    return true;
  }

  private static Code code(int status) {
    return switch (status) {
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> Code.STOPPING;
      case HttpStatus.REQUEST_TIMEOUT_408 -> Code.BODY_TIMEOUT;
      case HttpStatus.PAYLOAD_TOO_LARGE_413 -> Code.BODY_TOO_LARGE;
      default -> status < 500 ? Code.REQUEST_INVALID : Code.INTERNAL;
    };
  }
}
