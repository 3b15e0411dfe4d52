package io.tributary.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One key of the configuration: its name, type, default, range, and a sentence that says what it
 * does. Immutable; the methods that refine a key return a new one.
 *
 * @param <T> the type of its values
 */
public final class Key<T> {
  private final String name;
  private final String type;
  private final String defaultText;
  private final String range;
  private final String description;
  private final boolean secret;
  private final boolean required;
  private final boolean prefix;
  private final Function<String, T> parser;

  private Key(
      String name,
      String type,
      String defaultText,
      String range,
      String description,
      boolean secret,
      boolean required,
      boolean prefix,
      Function<String, T> parser) {
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.range = range;
    this.description = description;
    this.secret = secret;
    this.required = required;
    this.prefix = prefix;
    this.parser = parser;
  }

  private static <T> Key<T> of(
      String name, String type, Object defaultValue, Function<String, T> parser) {
    String text = defaultValue == null ? null : defaultValue.toString();
    return new Key<>(name, type, text, "", "", false, false, false, parser);
  }

  /**
   * Without a default (null) the key is optional and its value null, unless it is {@link
   * #required()}.
   */
  public static Key<String> string(String name, String defaultValue) {
    return of(name, "text", defaultValue, Function.identity());
  }

  public static Key<Integer> integer(String name, int defaultValue) {
    return of(name, "integer", defaultValue, Values::integer);
  }

  public static Key<Long> number(String name, long defaultValue) {
    return of(name, "integer", defaultValue, Values::number);
  }

  /** A size such as {@code 500KiB} or {@code 1MiB}; the value is in bytes. */
  public static Key<Long> bytes(String name, String defaultValue) {
    return of(name, "size", defaultValue, Values::bytes);
  }

  /** A time span such as {@code 200ms}, {@code 5s}, {@code 10m}, {@code 24h} or {@code 7d}. */
  public static Key<Duration> duration(String name, String defaultValue) {
    return of(name, "duration", defaultValue, Values::duration);
  }

  public static Key<Boolean> flag(String name, boolean defaultValue) {
    return of(name, "true or false", defaultValue, Values::flag);
  }

  /** A list, written as a YAML list or separated by commas. */
  public static Key<List<String>> strings(String name, List<String> defaultValue) {
    return of(name, "list", String.join(",", defaultValue), Values::strings);
  }

  public static Key<Path> path(String name, Path defaultValue) {
    return of(name, "path", defaultValue, Path::of);
  }

  /** One of an enum's constants, written in lower case with dashes. */
  public static <E extends Enum<E>> Key<E> choice(String name, Class<E> type, E defaultValue) {
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(Key::choiceName)
            .collect(Collectors.joining(", "));
    return of(
        name, "one of " + choices, choiceName(defaultValue), text -> Values.choice(type, text));
  }

  public static Key<ZoneId> zone(String name, String defaultValue) {
    return of(name, "time zone", defaultValue, Values::zone);
  }

  /** All keys below {@code name.}, passed on as they are: the settings of a library. */
  public static Key<Map<String, String>> prefix(String name) {
    return new Key<>(name, "settings", null, "", "", false, false, true, null);
  }

  public Key<T> describedAs(String sentence) {
    return new Key<>(name, type, defaultText, range, sentence, secret, required, prefix, parser);
  }

  /** Another default, written as a user would write the value. */
  public Key<T> withDefault(String text) {
    return new Key<>(name, type, text, range, description, secret, required, prefix, parser);
  }

  /** The value is never shown. */
  public Key<T> secret() {
    return new Key<>(name, type, defaultText, range, description, true, required, prefix, parser);
  }

  /** There is no default that could be right: without a value the service does not start. */
  public Key<T> required() {
    return new Key<>(name, type, null, range, description, secret, true, prefix, parser);
  }

  /** There need not be a value. */
  public Key<T> optional() {
    return new Key<>(name, type, null, range, description, secret, false, prefix, parser);
  }

  /** Limits a number, both ends included. */
  public Key<T> between(long least, long most) {
    Function<String, T> checked =
        text -> {
          T value = parser.apply(text);
          long number = ((Number) value).longValue();
          if (number < least || number > most) {
            throw new IllegalArgumentException("must be from " + least + " to " + most);
          }
          return value;
        };
    return new Key<>(
        name,
        type,
        defaultText,
        least + " to " + most,
        description,
        secret,
        required,
        prefix,
        checked);
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  /** As it would be written in a file; null when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** Empty when there is none. */
  public String range() {
    return range;
  }

  public String description() {
    return description;
  }

  public boolean isSecret() {
    return secret;
  }

  public boolean isRequired() {
    return required;
  }

  boolean isPrefix() {
    return prefix;
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  T parse(String text) {
    return parser.apply(text);
  }

  static String choiceName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return name;
  }
}
