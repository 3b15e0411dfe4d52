package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Whatever the description says is so: its paths, its examples, each of its statuses. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private RunningEdge edge;
  private JsonNode api;

  @BeforeEach
  void start() throws Exception {
    edge =
        new RunningEdge(
            folder, Map.of("ingest.request.bytes", "64KiB", "http.body.timeout", "20s"));
    HttpResponse<String> answer =
        edge.send(HttpRequest.newBuilder(edge.uri("/openapi.yaml")).GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/yaml");
    api =
        JSON.valueToTree(
            new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(answer.body()));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private record Operation(String path, JsonNode post) {}

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has("post")) {
                operations.add(new Operation(path.getKey(), path.getValue().path("post")));
              }
            });
    return operations;
  }

  private HttpRequest.Builder to(String path, String contentType) {
    return HttpRequest.newBuilder(edge.uri(path))
        .header("Authorization", "Bearer " + edge.key)
        .header("Content-Type", contentType);
  }

  /** A response, or the component that it refers to. */
  private JsonNode response(Operation operation, int status) {
    JsonNode response = operation.post().path("responses").path(Integer.toString(status));
    assertThat(response.isMissingNode())
        .as("%s answers %d, which is not described", operation.path(), status)
        .isFalse();
    return resolved(response);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
  }

  private void assertDescribed(Operation operation, HttpResponse<String> answer) throws Exception {
    JsonNode content = response(operation, answer.statusCode()).path("content");
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    assertThat(content.has(type)).as("%s: %s", operation.path(), type).isTrue();
    JsonNode schema = resolved(content.path(type).path("schema"));
    if (type.endsWith("json")) {
      JsonNode body = JSON.readTree(answer.body());
      schema
          .path("required")
          .forEach(name -> assertThat(body.has(name.asText())).as(answer.body()).isTrue());
      body.fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(
                          schema.path("properties").has(name)
                              || name.equals("accepted")
                              || name.equals("rejected"))
                      .as("%s has %s", operation.path(), name)
                      .isTrue());
    }
  }

  @Test
  void everyPathIsDescribedAndEveryDescribedPathIsThere() throws Exception {
    HttpResponse<String> elsewhere = edge.send(HttpRequest.newBuilder(edge.uri("/nowhere")).GET());
    List<String> described = operations().stream().map(Operation::path).toList();

    for (String path : described) {
      assertThat(elsewhere.body()).contains(path);
    }
    for (String path : elsewhere.body().split("(?=/v1/)")) {
      String name = path.split("[,; \"]")[0];
      // Of a call of the Segment API there is a short form.
      if (name.startsWith("/v1/")
          && name.length() > "/v1/x".length()
          && !name.equals("/v1/import")) {
        assertThat(described).contains(name);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> examplesAreAnsweredAsTheySay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operation operation : operations()) {
      operation
          .post()
          .at("/requestBody/content")
          .properties()
          .forEach(
              type ->
                  type.getValue()
                      .path("examples")
                      .properties()
                      .forEach(
                          example ->
                              tests.add(
                                  DynamicTest.dynamicTest(
                                      operation.path() + ' ' + example.getKey(),
                                      () -> runs(operation, type.getKey(), example.getValue())))));
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(17);
    return tests.stream();
  }

  private void runs(Operation operation, String contentType, JsonNode example) throws Exception {
    JsonNode value = example.path("value");
    String body = value.isTextual() ? value.textValue() : value.toString();

    HttpResponse<String> answer =
        edge.send(to(operation.path(), contentType).POST(BodyPublishers.ofString(body)));
    HttpResponse<String> dry =
        edge.send(
            to(operation.path() + "?dry_run=true", contentType)
                .POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(example.path("x-answers").asInt());
    assertDescribed(operation, answer);
    assertThat(dry.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(dry.body()).path("dry_run").asBoolean()).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> everyStatusCanBeMet() {
    return operations().stream()
        .flatMap(
            operation -> {
              List<DynamicTest> tests = new ArrayList<>();
              operation
                  .post()
                  .path("responses")
                  .fieldNames()
                  .forEachRemaining(
                      status ->
                          tests.add(
                              DynamicTest.dynamicTest(
                                  operation.path() + ' ' + status,
                                  () -> met(operation, Integer.parseInt(status)))));
              return tests.stream();
            });
  }

  private void met(Operation operation, int status) throws Exception {
    String type = operation.post().at("/requestBody/content").fieldNames().next();
    String path = operation.path();
    HttpResponse<String> answer =
        switch (status) {
          case 200 ->
              path.equals("/v1/events")
                  ? edge.send(to(path + "?dry_run=true", type).POST(BodyPublishers.ofString("[]")))
                  : edge.send(to(path, type).POST(BodyPublishers.ofString(example(operation))));
          case 202 -> edge.send(to(path, type).POST(BodyPublishers.ofString(example(operation))));
          case 400 -> edge.send(to(path, type).POST(BodyPublishers.ofString("nonsense")));
          case 401 ->
              edge.send(
                  HttpRequest.newBuilder(edge.uri(path))
                      .header("Content-Type", type)
                      .POST(BodyPublishers.ofString("{}")));
          case 403 -> withSources("    may_send: [support]\n", path, type, example(operation), 1);
          // The client here always says how long a body is; it is met in another test.
          case 411 -> null;
          case 413 -> edge.send(to(path, type).POST(BodyPublishers.ofString(" ".repeat(65 << 10))));
          case 415 ->
              edge.send(to(path, "image/png").POST(BodyPublishers.ofString(example(operation))));
          case 422 -> edge.send(to(path, type).POST(BodyPublishers.ofString("{}")));
          case 429 -> withSources("    rate: 1\n    burst: 1\n", path, type, example(operation), 3);
          case 503 -> away(path, type, example(operation));
          default -> throw new AssertionError("no way to meet " + status + " is known");
        };
    if (answer != null) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertDescribed(operation, answer);
    }
  }

  private static String example(Operation operation) {
    JsonNode value =
        operation
            .post()
            .at("/requestBody/content")
            .iterator()
            .next()
            .path("examples")
            .iterator()
            .next()
            .path("value");
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /** At an edge of its own, whose source has also these lines. */
  private HttpResponse<String> withSources(
      String more, String path, String type, String body, int times) throws Exception {
    try (RunningEdge other = new RunningEdge(Files.createTempDirectory(folder, "edge"), Map.of())) {
      other.rewriteSources(Files.readString(other.sourcesFile) + more);
      HttpResponse<String> answer = null;
      for (int i = 0; i < times; i++) {
        answer =
            other.send(
                HttpRequest.newBuilder(other.uri(path))
                    .header("Authorization", "Bearer " + other.key)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(body)));
      }
      return answer;
    }
  }

  private HttpResponse<String> away(String path, String type, String body) throws Exception {
    edge.publisher.goAway("Kafka is away");
    try {
      return edge.send(to(path, type).POST(BodyPublishers.ofString(body)));
    } finally {
      edge.publisher.comeBack();
    }
  }
}
