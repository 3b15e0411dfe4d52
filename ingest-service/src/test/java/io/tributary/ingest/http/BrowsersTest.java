package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.ConfigurationException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told for a page of another site, by the fetch standard. */
class BrowsersTest {
  private static final String SITE = "https://www.acme.example";
  private static final Map<String, String> ALLOWED =
      Map.of("http.origins", SITE + ", http://localhost:3000");

  @TempDir private Path folder;

  private static HttpResponse<String> preflight(RunningEdge edge, String origin) throws Exception {
    return edge.send(
        HttpRequest.newBuilder(edge.uri("/v1/t"))
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  /** As the SDK for browsers sends it. */
  private static HttpResponse<String> track(RunningEdge edge, String origin) throws Exception {
    String body =
        """
        {"messageId": "m-1", "userId": "u-17", "event": "Signed Up", "writeKey": "%s"}"""
            .formatted(edge.key);
    return edge.send(
        HttpRequest.newBuilder(edge.uri("/v1/t"))
            .header("Origin", origin)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(body)));
  }

  private static Optional<String> allowed(HttpResponse<String> answer) {
    return answer.headers().firstValue("Access-Control-Allow-Origin");
  }

  @Test
  void aPageOfAnAllowedSiteMaySendAndReadTheAnswer() throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, ALLOWED)) {
      HttpResponse<String> asked = preflight(edge, SITE);
      HttpResponse<String> sent = track(edge, "http://localhost:3000");

      assertThat(asked.statusCode()).isEqualTo(200);
      assertThat(allowed(asked)).contains(SITE);
      assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
      assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
          .contains("*", "Authorization");
      assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(sent.statusCode()).isEqualTo(200);
      assertThat(allowed(sent)).contains("http://localhost:3000");
      assertThat(edge.publisher.events()).hasSize(1);
    }
  }

  @Test
  void aRefusalCanBeReadAsWell() throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, ALLOWED)) {
      HttpResponse<String> refused =
          edge.send(
              HttpRequest.newBuilder(edge.uri("/v1/events"))
                  .header("Origin", SITE)
                  .POST(BodyPublishers.ofString("{}")));

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(allowed(refused)).contains(SITE);
      assertThat(refused.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
          .contains("Retry-After");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://wwwxacme.example",
        SITE + ".evil.example",
        "null"
      })
  void aPageOfAnotherSiteIsAllowedNothing(String origin) throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, ALLOWED)) {
      assertThat(allowed(preflight(edge, origin))).isEmpty();
      assertThat(allowed(track(edge, origin))).isEmpty();
    }
  }

  @Test
  void withoutOriginsNoPageIsAllowedAnything() throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, Map.of())) {
      assertThat(preflight(edge, SITE).statusCode()).isEqualTo(405);
      assertThat(allowed(track(edge, SITE))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "www.acme.example", SITE + "/", "https://WWW.acme.example"})
  void whatIsNoOriginIsSaid(String origin) {
    assertThatThrownBy(() -> new RunningEdge(folder, Map.of("http.origins", origin)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("http.origins: '" + origin + "'")
        .hasMessageContaining("https://www.acme.example");
  }
}
