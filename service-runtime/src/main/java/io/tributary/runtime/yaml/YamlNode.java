package io.tributary.runtime.yaml;

import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.config.Values;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A place in a YAML file that knows where it is, so that every error names its line and column. */
public final class YamlNode {
  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * @throws YamlException when the file cannot be read or is not YAML
   */
  public static YamlNode read(Path path) {
    try {
      return parse(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new YamlException(path + ": there is no such file", e);
    } catch (IOException e) {
      throw new YamlException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * @param file what errors call it
   * @throws YamlException when the text is not YAML, or empty
   */
  public static YamlNode parse(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(50);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new YamlException(file + ": is empty");
      }
      return new YamlNode(file, root);
    } catch (MarkedYAMLException e) {
      String where =
          e.getProblemMark() == null
              ? file
              : "%s:%d:%d"
                  .formatted(
                      file, e.getProblemMark().getLine() + 1, e.getProblemMark().getColumn() + 1);
      throw new YamlException(where + ": " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new YamlException(file + ": " + e.getMessage(), e);
    }
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isSequence() {
    return node instanceof SequenceNode;
  }

  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** {@code file:line:column}. */
  public String where() {
    return "%s:%d:%d"
        .formatted(file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  /** An error about this place, to be thrown. */
  public YamlException error(String message) {
    return new YamlException(where() + ": " + message);
  }

  /** The entries of a mapping in the order of the file. */
  public Map<String, YamlNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw error("a mapping of keys to values is expected here");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = new YamlNode(file, tuple.getKeyNode());
      if (entries.put(key.text(), new YamlNode(file, tuple.getValueNode())) != null) {
        throw key.error(key.text() + " is given twice");
      }
    }
    return entries;
  }

  /** The items of a list. */
  public List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("a list is expected here");
    }
    return sequence.getValue().stream().map(item -> new YamlNode(file, item)).toList();
  }

  public YamlNode required(String key) {
    return optional(key).orElseThrow(() -> error(key + " is missing"));
  }

  /** Empty when the key is not there or its value is null. */
  public Optional<YamlNode> optional(String key) {
    return Optional.ofNullable(entries().get(key)).filter(value -> !value.isNull());
  }

  /** Refuses every key of this mapping but these. */
  public void only(String... allowed) {
    List<String> names = List.of(allowed);
    if (!(node instanceof MappingNode mapping)) {
      throw error("a mapping of keys to values is expected here");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = new YamlNode(file, tuple.getKeyNode());
      if (!names.contains(key.text())) {
        throw key.error(
            "unknown key "
                + key.text()
                + Nearest.hint(key.text(), names)
                + "; the keys here are "
                + String.join(", ", names));
      }
    }
  }

  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw error("a single value is expected here");
    }
    return scalar.getValue();
  }

  public int integer() {
    return read("a whole number", Integer::parseInt);
  }

  public BigDecimal decimal() {
    return read("a number", BigDecimal::new);
  }

  public boolean flag() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error("true or false is expected here, not '" + text() + "'");
    };
  }

  public Duration duration() {
    return explained(Values::duration);
  }

  public <E extends Enum<E>> E choice(Class<E> type) {
    return explained(text -> Values.choice(type, text));
  }

  private <T> T read(String what, Function<String, T> parser) {
    try {
      return parser.apply(text());
    } catch (NumberFormatException e) {
      throw new YamlException(where() + ": " + what + " is expected here, not '" + text() + "'", e);
    }
  }

  private <T> T explained(Function<String, T> parser) {
    try {
      return parser.apply(text());
    } catch (IllegalArgumentException e) {
      throw new YamlException(where() + ": " + e.getMessage() + ", not '" + text() + "'", e);
    }
  }

  private boolean isNull() {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("null")
            || scalar.getValue().equals("~"));
  }
}
