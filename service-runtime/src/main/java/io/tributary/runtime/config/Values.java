package io.tributary.runtime.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads the values of configuration keys. Every method throws IllegalArgumentException saying what
 * it expects.
 */
public final class Values {
  private Values() {}

  static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
  }

  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static List<String> strings(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time zone such as UTC or Europe/Berlin", e);
    }
  }

  /** Lower or upper case, dashes or underscores. */
  public static <E extends Enum<E>> E choice(Class<E> type, String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "must be one of "
            + Arrays.stream(type.getEnumConstants())
                .map(Key::choiceName)
                .collect(Collectors.joining(", ")));
  }

  /** A whole number of ms, s, m, h or d. */
  public static Duration duration(String text) {
    IllegalArgumentException unreadable =
        new IllegalArgumentException("must be a duration such as 200ms, 5s, 10m, 24h or 7d");
    int unit = unitStart(text);
    if (unit == 0) {
      throw unreadable;
    }
    long count = number(text.substring(0, unit));
    return switch (text.substring(unit).strip()) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> throw unreadable;
    };
  }

  static long bytes(String text) {
    int unit = unitStart(text);
    IllegalArgumentException unreadable =
        new IllegalArgumentException("must be a size such as 4096, 500KiB, 1MiB or 2GiB");
    if (unit == 0) {
      throw unreadable;
    }
    int shift =
        switch (text.substring(unit).strip()) {
          case "", "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> throw unreadable;
        };
    return Math.multiplyExact(number(text.substring(0, unit)), 1L << shift);
  }

  private static int unitStart(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
