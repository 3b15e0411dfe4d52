package io.tributary.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** Renders what there is to configure. */
public final class ConfigurationReference {
  private ConfigurationReference() {}

  /** A table for the documentation. */
  public static String markdown(List<Key<?>> keys) {
    return "| key | type | default | what |\n|---|---|---|---|\n"
        + keys.stream().map(ConfigurationReference::row).collect(Collectors.joining());
  }

  /** Lines for a terminal. */
  public static String help(List<Key<?>> keys) {
    return keys.stream()
        .map(
            key ->
                "  %s (%s%s)%n      %s%n"
                    .formatted(key.name(), typeOf(key), defaultOf(key), key.description()))
        .collect(Collectors.joining());
  }

  private static String row(Key<?> key) {
    String name = key.isPrefix() ? key.name() + ".*" : key.name();
    String value =
        key.defaultText() == null || key.defaultText().isEmpty()
            ? (key.isRequired() ? "required" : "")
            : "`" + key.defaultText() + "`";
    return "| `%s` | %s | %s | %s |\n".formatted(name, typeOf(key), value, key.description());
  }

  private static String typeOf(Key<?> key) {
    return key.range().isEmpty() ? key.type() : key.type() + ", " + key.range();
  }

  private static String defaultOf(Key<?> key) {
    if (key.isRequired()) {
      return ", required";
    }
    return key.defaultText() == null || key.defaultText().isEmpty()
        ? ""
        : ", default " + key.defaultText();
  }
}
