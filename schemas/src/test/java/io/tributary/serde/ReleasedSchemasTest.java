package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever released can be read for good. A release is frozen as files, one per topic, by
 * {@link #main}; a frozen file never changes.
 */
class ReleasedSchemasTest {
  private static final Path RELEASED = Path.of("src/test/resources/released");

  record Released(String version, Topic topic, Path file) {
    @Override
    public String toString() {
      return topic.name() + " of " + version;
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void whatWasReleasedCanBeRead(Released released) throws IOException {
    Schema writer = new Schema.Parser().parse(released.file().toFile());

    SchemaPairCompatibility found =
        SchemaCompatibility.checkReaderWriterCompatibility(current(released.topic()), writer);

    assertThat(found.getResult().getIncompatibilities()).isEmpty();
  }

  @Test
  void everyTopicOfTheLatestReleaseIsFrozen() {
    String latest = versions().reduce((earlier, later) -> later).orElseThrow();

    assertThat(released().filter(released -> released.version().equals(latest)))
        .extracting(Released::topic)
        .containsExactlyElementsOf(avroTopics());
  }

  @Test
  void aFieldWithoutADefaultWouldBeNoticed() {
    Schema writer =
        new Schema.Parser().parse("{'type':'record','name':'A','fields':[]}".replace('\'', '"'));
    Schema reader =
        new Schema.Parser()
            .parse(
                "{'type':'record','name':'A','fields':[{'name':'b','type':'int'}]}"
                    .replace('\'', '"'));

    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  static Stream<Released> released() {
    return versions()
        .flatMap(
            version ->
                avroTopics().stream()
                    .map(topic -> new Released(version, topic, file(version, topic)))
                    .filter(released -> Files.exists(released.file())));
  }

  private static Stream<String> versions() {
    try (Stream<Path> folders = Files.list(RELEASED)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Topic> avroTopics() {
    return Topics.ALL.stream().filter(topic -> topic.value().isPresent()).toList();
  }

  private static Path file(String version, Topic topic) {
    return RELEASED.resolve(version).resolve(topic.name() + ".avsc");
  }

  private static Schema current(Topic topic) {
    return SpecificData.get().getSchema(topic.value().orElseThrow());
  }

  /**
   * Freezes the schemas as they are now: run in the folder of this module with the version as the
   * argument.
   */
  public static void main(String[] arguments) throws IOException {
    String version = arguments[0];
    Files.createDirectory(RELEASED.resolve(version));
    for (Topic topic : avroTopics()) {
      Files.writeString(
          file(version, topic), SchemaFormatter.format("json/pretty", current(topic)) + "\n");
    }
  }
}
