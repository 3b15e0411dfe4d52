package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is where. */
final class Routes extends Handler.Abstract {
  static final String EVENTS = "/v1/events";

  private static final String OTHER = "other";

  private final Edge edge;

  Routes(Edge edge) {
    this.edge = edge;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.equals(EVENTS)) {
      refuse(
          request,
          response,
          callback,
          new ProblemException(
              HttpStatus.NOT_FOUND_404, Code.PATH_UNKNOWN, "events are sent to POST " + EVENTS));
    } else if (!HttpMethod.POST.is(request.getMethod())) {
      refuse(
          request,
          response,
          callback,
          new ProblemException(
                  HttpStatus.METHOD_NOT_ALLOWED_405, Code.METHOD, "events are sent with POST")
              .with("Allow", "POST"));
    } else {
      new Exchange(edge, path, request, response, callback).begin();
    }
    return true;
  }

  private void refuse(
      Request request, Response response, Callback callback, ProblemException problem) {
    edge.meters().answered(OTHER, problem.status(), System.nanoTime() - request.getBeginNanoTime());
    Answers.problem(response, callback, problem);
  }
}
