package io.tributary.sink.postgres;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands where in the arrays of a row of metrics. A layout never changes: another sequence of
 * metrics is another layout, whose number is the hash of that sequence.
 */
final class MetricLayouts {
  private static final String STAGED = "staged_metric_layout";
  private static final String COLUMNS =
      "layout bigint, position integer, family text, metric text, \"window\" text";

  /** Two sinks may meet the same layout at the same time: the second one waits for the first. */
  private static final String INSERT =
      "INSERT INTO tributary.metric_layout SELECT * FROM " + STAGED + " ON CONFLICT DO NOTHING";

  private record Place(String metric, String window) {}

  private record Layout(String family, List<Place> places) {}

  private final Map<Layout, Long> numbers = new HashMap<>();
  private final Set<Layout> lately = new HashSet<>();

  /** The number of the record's layout. */
  long of(MetricValues line) {
    List<Place> places = new ArrayList<>(line.getValues().size());
    for (MetricValue value : line.getValues()) {
      places.add(new Place(value.getMetric(), value.getWindow()));
    }
    Layout layout = new Layout(line.getFamily(), places);
    lately.add(layout);
    return numbers.computeIfAbsent(layout, MetricLayouts::number);
  }

  /**
   * Stages the layouts asked for since the last time. Those that are there already are left alone:
   * whether they are is not remembered here, as the transaction may yet be rolled back.
   */
  List<String> stage(Staging staging) throws SQLException {
    List<Layout> used = List.copyOf(lately);
    lately.clear();
    if (used.isEmpty()) {
      return List.of();
    }
    staging.copy(STAGED, COLUMNS, rows -> used.forEach(layout -> write(rows, layout)));
    return List.of(INSERT);
  }

  private void write(BinaryCopy rows, Layout layout) {
    for (int i = 0; i < layout.places().size(); i++) {
      rows.row()
          .bigint(numbers.get(layout))
          .integer(i + 1)
          .text(layout.family())
          .text(layout.places().get(i).metric())
          .text(layout.places().get(i).window());
    }
  }

  private static long number(Layout layout) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((layout.family() + '\n').getBytes(StandardCharsets.UTF_8));
      for (Place place : layout.places()) {
        digest.update(
            (place.metric() + '|' + place.window() + '\n').getBytes(StandardCharsets.UTF_8));
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
