package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
  private final Result result =
      Result.of(
          BenchmarkName.SINK,
          List.of(run(50, 100), run(60, 400), run(10, 30)),
          new double[] {2, 9, 3});

  private static List<Measurement> run(double value, double limit) {
    return List.of(
        Measurement.of("rows", value, "rows/s").against("a bare loop", limit),
        Measurement.of("size", value, "bytes"));
  }

  @Test
  void eachFigureIsTheMedianOfItsRuns() {
    Result.Median rows = result.measurements().get(0);

    assertThat(rows.measurement())
        .isEqualTo(Measurement.of("rows", 50, "rows/s").against("a bare loop", 100));
    assertThat(rows.ratio()).as("of 0.5, 0.15 and 0.33").contains(10 / 30.0);
    assertThat(result.load()).isEqualTo(3);
    assertThat(result.runs()).isEqualTo(3);
  }

  @Test
  void aFigureWithoutALimitHasNoRatio() {
    assertThat(result.measurements().get(1).ratio()).isEmpty();
  }

  @Test
  void writtenAsATable() throws IOException {
    assertThat(written(ResultWriter.table).lines().map(String::strip))
        .anyMatch(line -> line.matches("sink +rows +50.0 +rows/s +33 % +100 +a bare loop +3.0"))
        .anyMatch(line -> line.matches("sink +size +50.0 +bytes +3.0"));
  }

  @Test
  void writtenAsAnObjectPerLine() throws IOException {
    assertThat(written(ResultWriter.json).lines())
        .containsExactly(
            "{\"benchmark\":\"sink\",\"figure\":\"rows\",\"value\":50.0,\"unit\":\"rows/s\",\"limit\":100.0,"
                + "\"limit_is\":\"a bare loop\",\"ratio\":0.3333333333333333,\"runs\":3,\"load_average\":3.0}",
            "{\"benchmark\":\"sink\",\"figure\":\"size\",\"value\":50.0,\"unit\":\"bytes\",\"runs\":3,"
                + "\"load_average\":3.0}");
  }

  private String written(ResultWriter writer) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    writer.write(List.of(result), out);
    out.flush();
    return text.toString();
  }
}
