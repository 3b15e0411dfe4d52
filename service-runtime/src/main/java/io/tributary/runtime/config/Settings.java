package io.tributary.runtime.config;

import io.tributary.runtime.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The values of a service's keys. They come, each source winning over the one before it, from the
 * defaults, a YAML file (nested or dotted), the environment ({@code TRIBUTARY_HTTP_PORT} is {@code
 * http.port}) and the command line.
 */
public final class Settings {
  private static final String ENVIRONMENT_PREFIX = "TRIBUTARY_";
  private static final String HIDDEN = "(hidden)";

  private final List<Key<?>> keys;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, String> texts = new TreeMap<>();

  private Settings(List<Key<?>> keys) {
    this.keys = keys;
  }

  /**
   * @param keys all the keys there are
   * @param overrides from the command line, by key
   * @throws ConfigurationException naming each key that is unknown, missing or has an impossible
   *     value
   */
  public static Settings load(
      List<Key<?>> keys,
      Optional<Path> yamlFile,
      Map<String, String> environment,
      Map<String, String> overrides) {
    Settings settings = new Settings(List.copyOf(keys));
    List<String> errors = new ArrayList<>();
    yamlFile.ifPresent(file -> settings.readFile(file, errors));
    settings.readEnvironment(environment, errors);
    overrides.forEach((name, text) -> settings.accept(name, text, "--set " + name, errors));
    settings.resolve(errors);
    if (!errors.isEmpty()) {
      throw new ConfigurationException(String.join(System.lineSeparator(), errors));
    }
    return settings;
  }

  /** The value of a key; null for an optional key without a value. */
  @SuppressWarnings("unchecked") // A key's parser made the value.
  public <T> T get(Key<T> key) {
    if (keys.stream().noneMatch(known -> known.name().equals(key.name()))) {
      throw new IllegalArgumentException("key " + key + " was not declared");
    }
    return (T) values.get(key.name());
  }

  /** The effective configuration, a line per key, secrets hidden. */
  public String describe() {
    Map<String, String> lines = new TreeMap<>();
    for (Key<?> key : keys) {
      if (key.isPrefix()) {
        texts.entrySet().stream()
            .filter(entry -> isBelow(key, entry.getKey()))
            .forEach(
                entry -> lines.put(entry.getKey(), shown(entry.getKey(), entry.getValue(), key)));
      } else {
        Object value = values.get(key.name());
        lines.put(key.name(), shown(key.name(), value == null ? "" : textOf(key), key));
      }
    }
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " = " + line.getValue())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String textOf(Key<?> key) {
    return texts.getOrDefault(key.name(), key.defaultText());
  }

  private static String shown(String name, String text, Key<?> key) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean sensitive =
        key.isSecret()
            || key.isPrefix()
                && (lower.contains("password")
                    || lower.contains("secret")
                    || lower.contains("jaas")
                    || lower.contains("user.info")
                    || lower.contains("token"));
    return sensitive && !text.isEmpty() ? HIDDEN : text;
  }

  private void readFile(Path file, List<String> errors) {
    flatten("", YamlNode.read(file), errors);
  }

  private void flatten(String path, YamlNode node, List<String> errors) {
    if (node.isMapping()) {
      node.entries()
          .forEach((key, child) -> flatten(path.isEmpty() ? key : path + '.' + key, child, errors));
    } else if (node.isSequence()) {
      String joined = node.items().stream().map(YamlNode::text).collect(Collectors.joining(","));
      accept(path, joined, node.where(), errors);
    } else {
      accept(path, node.text(), node.where(), errors);
    }
  }

  private void readEnvironment(Map<String, String> environment, List<String> errors) {
    Map<String, String> names =
        keys.stream()
            .filter(key -> !key.isPrefix())
            .collect(Collectors.toMap(key -> environmentName(key.name()), Key::name));
    environment.forEach(
        (variable, text) -> {
          if (!variable.startsWith(ENVIRONMENT_PREFIX)) {
            return;
          }
          String name = names.getOrDefault(variable, dotted(variable));
          accept(name, text, variable, errors);
        });
  }

  private static String environmentName(String name) {
    return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String dotted(String variable) {
    return variable
        .substring(ENVIRONMENT_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  private void accept(String name, String text, String where, List<String> errors) {
    boolean known =
        keys.stream()
            .anyMatch(key -> key.isPrefix() ? isBelow(key, name) : key.name().equals(name));
    if (known) {
      texts.put(name, text);
    } else {
      List<String> names = keys.stream().map(Key::name).toList();
      errors.add(where + ": unknown key " + name + Nearest.hint(name, names));
    }
  }

  private static boolean isBelow(Key<?> key, String name) {
    return name.startsWith(key.name() + '.');
  }

  private void resolve(List<String> errors) {
    for (Key<?> key : keys) {
      if (key.isPrefix()) {
        values.put(key.name(), below(key));
        continue;
      }
      String text = textOf(key);
      if (text == null || text.isEmpty() && key.isRequired()) {
        if (key.isRequired()) {
          errors.add(
              "%s is required: %s (set it in the file, as %s, or with --set)"
                  .formatted(key.name(), key.description(), environmentName(key.name())));
        }
        continue;
      }
      try {
        values.put(key.name(), key.parse(text));
      } catch (IllegalArgumentException | ArithmeticException e) {
        String written = key.isSecret() ? HIDDEN : "'" + text + "'";
        errors.add("%s %s, not %s".formatted(key.name(), e.getMessage(), written));
      }
    }
  }

  private Map<String, String> below(Key<?> key) {
    Map<String, String> below = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (isBelow(key, name)) {
            below.put(name.substring(key.name().length() + 1), text);
          }
        });
    return below;
  }
}
