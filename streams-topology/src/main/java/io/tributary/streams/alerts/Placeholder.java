package io.tributary.streams.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a summary may speak of, as {@code {{name}}}. */
public enum Placeholder {
  RULE,
  METRIC,
  WINDOW,
  DIMENSION,
  SLICE,
  VALUE,
  UNIT,
  THRESHOLD,
  SEVERITY;

  public static final List<String> NAMES =
      Arrays.stream(values())
          .map(placeholder -> placeholder.name().toLowerCase(Locale.ROOT))
          .toList();
}
