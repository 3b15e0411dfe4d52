package io.tributary.ingest.mapping;

import io.tributary.runtime.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the documents of each kind of sender mean: by the mappings that come with the program, and
 * before them by those of the user's file.
 */
public record Mappings(
    Mapping segment, Mapping stripe, Mapping hubspot, Mapping zendesk, Mapping salesforce) {
  private static final List<String> NAMES =
      List.of("segment", "stripe", "hubspot", "zendesk", "salesforce");

  /**
   * @param own the user's file, with a section for each kind of sender that it concerns
   * @throws io.tributary.runtime.yaml.YamlException when it is wrong, with line and column
   */
  public static Mappings of(Optional<YamlNode> own) {
    own.ifPresent(file -> file.only(NAMES.toArray(String[]::new)));
    return new Mappings(
        read("segment", own),
        read("stripe", own),
        read("hubspot", own),
        read("zendesk", own),
        read("salesforce", own));
  }

  private static Mapping read(String name, Optional<YamlNode> own) {
    return MappingReader.read(standard(name), own.flatMap(file -> file.optional(name)));
  }

  private static YamlNode standard(String name) {
    String file = name + ".yaml";
    try (InputStream in = Mappings.class.getResourceAsStream(file)) {
      return YamlNode.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read from the program", e);
    }
  }
}
