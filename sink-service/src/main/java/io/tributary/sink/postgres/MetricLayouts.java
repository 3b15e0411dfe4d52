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
import java.util.List;
import java.util.Map;

/**
 * What stands where in the arrays of a row of metrics. A layout never changes: another sequence of
 * metrics is another layout, whose number is the hash of that sequence. For one writer.
 */
final class MetricLayouts {
  private static final String STAGED = "staged_metric_layout";
  private static final String COLUMNS =
      "layout bigint, position integer, family text, metric text, \"window\" text";

  private static final String INSERT =
      Addition.sql("tributary.metric_layout", STAGED, "layout", "position");

  private record Place(String metric, String window) {
    boolean holds(MetricValue value) {
      return value.getMetric().equals(metric) && value.getWindow().equals(window);
    }
  }

  private record Layout(String family, List<Place> places) {
    static Layout of(MetricValues line) {
      List<Place> places = new ArrayList<>(line.getValues().size());
      for (MetricValue value : line.getValues()) {
        places.add(new Place(value.getMetric(), value.getWindow()));
      }
      return new Layout(line.getFamily(), places);
    }

    boolean fits(MetricValues line) {
      List<MetricValue> values = line.getValues();
      boolean fits = values.size() == places.size();
      for (int i = 0; fits && i < places.size(); i++) {
        fits = places.get(i).holds(values.get(i));
      }
      return fits;
    }
  }

  private record Numbered(long number, Layout layout) {}

  private final Map<Layout, Numbered> known = new HashMap<>();

  /** The layout met last, by family: mostly it is the next one, too. */
  private final Map<String, Numbered> last = new HashMap<>();

  private final Map<Long, Layout> lately = new HashMap<>();

  /** The number of the record's layout. */
  long of(MetricValues line) {
    Numbered layout = last.get(line.getFamily());
    if (layout == null || !layout.layout().fits(line)) {
      layout =
          known.computeIfAbsent(Layout.of(line), unknown -> new Numbered(number(unknown), unknown));
      last.put(line.getFamily(), layout);
    }
    lately.put(layout.number(), layout.layout());
    return layout.number();
  }

  /**
   * Stages the layouts asked for since the last time. Those that are there already are left alone:
   * whether they are is not remembered here, as the transaction may yet be rolled back.
   */
  List<String> stage(Staging staging) throws SQLException {
    Map<Long, Layout> used = Map.copyOf(lately);
    lately.clear();
    if (used.isEmpty()) {
      return List.of();
    }
    staging.copy(
        STAGED, COLUMNS, rows -> used.forEach((number, layout) -> write(rows, number, layout)));
    return List.of(INSERT);
  }

  private static void write(BinaryCopy rows, long number, Layout layout) {
    for (int i = 0; i < layout.places().size(); i++) {
      rows.row()
          .bigint(number)
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
