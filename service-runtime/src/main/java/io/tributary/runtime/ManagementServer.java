package io.tributary.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Health and metrics over HTTP, on a port that is not for the public. */
public final class ManagementServer implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int THREADS = 8;

  private final Server server;
  private final ServerConnector connector;

  private ManagementServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * @param port 0 takes any free one
   * @param info what {@code /info} tells: the service's name and version
   * @throws PortInUseException when something else listens there
   */
  public static ManagementServer start(
      String host,
      int port,
      Health health,
      PrometheusMeterRegistry meters,
      Map<String, String> info) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("management");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Endpoints(health, meters, info));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortInUseException(port, "health and metrics", "management.port", e);
      }
      throw new IllegalStateException("the management port cannot be opened: " + e.getMessage(), e);
    }
    return new ManagementServer(server, connector);
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the management port did not close", e);
    }
  }

  private static final class Endpoints extends Handler.Abstract {
    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final Map<String, String> info;

    Endpoints(Health health, PrometheusMeterRegistry meters, Map<String, String> info) {
      this.health = health;
      this.meters = meters;
      this.info = info;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Request.getPathInContext(request);
      if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        problem(response, callback, 405, "method_not_allowed", "only GET is answered here");
        return true;
      }
      switch (path) {
        case "/health/live" ->
            answer(response, callback, 200, "application/json", "{\"status\":\"up\"}");
        case "/health/ready" -> ready(response, callback);
        case "/metrics" ->
            answer(
                response,
                callback,
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                meters.scrape());
        case "/info" -> answer(response, callback, 200, "application/json", json(info));
        default ->
            problem(
                response,
                callback,
                404,
                "not_found",
                path + " is not here; try /health/live, /health/ready, /metrics or /info");
      }
      return true;
    }

    private void ready(Response response, Callback callback) {
      Map<String, HealthStatus> parts = health.check();
      boolean up = parts.values().stream().allMatch(HealthStatus.Up.class::isInstance);
      answer(response, callback, up ? 200 : 503, "application/json", json(up, parts));
    }

    private static void problem(
        Response response, Callback callback, int status, String code, String detail) {
      answer(
          response,
          callback,
          status,
          "application/problem+json",
          json(Map.of("code", code, "detail", detail)));
    }

    private static void answer(
        Response response, Callback callback, int status, String contentType, String body) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      Content.Sink.write(response, true, body, callback);
    }

    private static String json(boolean up, Map<String, HealthStatus> parts) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(text)) {
        json.writeStartObject();
        json.writeStringField("status", up ? "up" : "down");
        json.writeObjectFieldStart("parts");
        for (var part : parts.entrySet()) {
          json.writeObjectFieldStart(part.getKey());
          if (part.getValue() instanceof HealthStatus.Up alive) {
            json.writeStringField("status", "up");
            json.writeStringField("detail", alive.detail());
          } else if (part.getValue() instanceof HealthStatus.Down down) {
            json.writeStringField("status", "down");
            json.writeStringField("cause", down.cause());
          }
          json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.toString();
    }

    private static String json(Map<String, String> fields) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(text)) {
        json.writeStartObject();
        for (var field : fields.entrySet()) {
          json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.toString();
    }
  }
}
