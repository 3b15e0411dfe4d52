package io.tributary.standalone.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tributary.standalone.bench.Result.Median;
import io.tributary.standalone.query.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How results are written. */
enum ResultWriter {
  /** For people. */
  table {
    @Override
    void write(List<Result> results, PrintWriter out) {
      List<String[]> rows = new ArrayList<>();
      for (Result result : results) {
        result.measurements().forEach(median -> rows.add(row(result, median)));
      }
      TextTable.write(
          new String[] {"benchmark", "figure", "value", "unit", "of limit", "limit", "", "load"},
          new boolean[] {false, false, true, false, true, true, false, true},
          rows,
          out);
    }
  },
  /** For programs: an object per figure and line. */
  json {
    @Override
    void write(List<Result> results, PrintWriter out) throws IOException {
      for (Result result : results) {
        for (Median median : result.measurements()) {
          object(result, median, out);
          out.println();
        }
      }
    }
  };

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  abstract void write(List<Result> results, PrintWriter out) throws IOException;

  private static String[] row(Result result, Median median) {
    Measurement measurement = median.measurement();
    return new String[] {
      result.benchmark().toString(),
      measurement.figure(),
      number(measurement.value()),
      measurement.unit(),
      median.ratio().map(ratio -> Math.round(100 * ratio) + " %").orElse(""),
      measurement.limit().map(limit -> number(limit.value())).orElse(""),
      measurement.limit().map(Measurement.Limit::what).orElse(""),
      String.format(Locale.ROOT, "%.1f", result.load())
    };
  }

  /** Three digits are as many as a measurement is worth. */
  static String number(double value) {
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }

  private static void object(Result result, Median median, PrintWriter out) throws IOException {
    Measurement measurement = median.measurement();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("benchmark", result.benchmark().toString());
      json.writeStringField("figure", measurement.figure());
      json.writeNumberField("value", measurement.value());
      json.writeStringField("unit", measurement.unit());
      if (measurement.limit().isPresent()) {
        json.writeNumberField("limit", measurement.limit().get().value());
        json.writeStringField("limit_is", measurement.limit().get().what());
      }
      if (median.ratio().isPresent()) {
        json.writeNumberField("ratio", median.ratio().get());
      }
      json.writeNumberField("runs", result.runs());
      json.writeNumberField("load_average", result.load());
      json.writeEndObject();
    }
  }
}
