package io.tributary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final Health health = new Health();
  private final PrometheusMeterRegistry meters = Meters.create();
  private final ManagementServer server =
      ManagementServer.start("127.0.0.1", 0, health, meters, Map.of("service", "test"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itIsReadyWhenEveryPartIsUp() throws Exception {
    health.register("kafka", () -> HealthStatus.up("3 brokers"));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"up\",\"parts\":{\"kafka\":{\"status\":\"up\",\"detail\":\"3 brokers\"}}}");
  }

  @Test
  void aPartThatIsDownIsNamedWithItsCause() throws Exception {
    health.register("kafka", () -> HealthStatus.up("3 brokers"));
    health.register("registry", () -> HealthStatus.down("connection refused"));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("\"registry\":{\"status\":\"down\",\"cause\":\"connection refused\"}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aPartThatThrowsIsDown() throws Exception {
    health.register(
        "kafka",
        () -> {
          throw new IllegalStateException("no idea");
        });

    assertThat(get("/health/ready").body()).contains("\"cause\":\"no idea\"");
  }

  @Test
  void metersAreScrapedByPrometheus() throws Exception {
    meters.counter("tributary.test").increment();

    assertThat(get("/metrics").body()).contains("tributary_test_total 1.0", "jvm_memory_used");
  }

  @Test
  void otherPathsAndMethodsAreProblems() throws Exception {
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> refused =
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aTakenPortIsToldWithTheKeyThatChangesIt() {
    assertThatThrownBy(
            () -> ManagementServer.start("127.0.0.1", server.port(), health, meters, Map.of()))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining("port " + server.port())
        .hasMessageContaining("management.port");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
