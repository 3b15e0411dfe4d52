package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is where. */
final class Routes extends Handler.Abstract {
  private static final String OTHER = "other";

  private final Edge edge;
  private final OpenApi openApi = OpenApi.read();
  private final Map<String, Endpoint> endpoints = new TreeMap<>();

  Routes(Edge edge, List<Endpoint> endpoints) {
    this.edge = edge;
    endpoints.forEach(endpoint -> this.endpoints.put(endpoint.path(), endpoint));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = withoutLastSlash(Request.getPathInContext(request));
    Endpoint endpoint = endpoints.get(path);
    if (path.equals(OpenApi.PATH) && HttpMethod.GET.is(request.getMethod())) {
      openApi.answer(response, callback);
    } else if (endpoint == null) {
      refuse(
          request,
          response,
          callback,
          new ProblemException(
              HttpStatus.NOT_FOUND_404,
              Code.PATH_UNKNOWN,
              "nothing is here; events are sent with POST to "
                  + String.join(", ", endpoints.keySet())
                  + "; what they take says "
                  + OpenApi.PATH));
    } else if (!HttpMethod.POST.is(request.getMethod())) {
      refuse(
          request,
          response,
          callback,
          new ProblemException(
                  HttpStatus.METHOD_NOT_ALLOWED_405, Code.METHOD, "events are sent with POST")
              .with("Allow", "POST"));
    } else {
      new Exchange(edge, endpoint, request, response, callback).begin();
    }
    return true;
  }

  /** Some senders end the path with a slash: the SDK of Segment for Java does. */
  private static String withoutLastSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void refuse(
      Request request, Response response, Callback callback, ProblemException problem) {
    edge.meters().answered(OTHER, problem.status(), System.nanoTime() - request.getBeginNanoTime());
    Answers.problem(response, callback, problem);
  }
}
