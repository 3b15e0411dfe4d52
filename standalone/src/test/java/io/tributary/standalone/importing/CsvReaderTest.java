package io.tributary.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  @Test
  void plainFieldsInLinesThatEndInAnyWay() throws Exception {
    assertThat(read("a,b\r\n1,2\n3,\r,\r\n\r\n"))
        .containsExactly(
            new CsvRecord(1, List.of("a", "b")),
            new CsvRecord(2, List.of("1", "2")),
            new CsvRecord(3, List.of("3", "")),
            new CsvRecord(4, List.of("", "")));
  }

  @Test
  void quotedFieldsHoldSeparatorsQuotesAndLineBreaks() throws Exception {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"one\r\ntwo\"\nnext,\"\",x"))
        .containsExactly(
            new CsvRecord(1, List.of("a,b", "say \"hi\"", "one\r\ntwo")),
            new CsvRecord(3, List.of("next", "", "x")));
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    assertThat(read("\uFEFFa\n1")).first().isEqualTo(new CsvRecord(1, List.of("a")));
  }

  @Test
  void aQuoteInsideAPlainFieldCostsThatLineAlone() throws Exception {
    try (CsvReader csv = new CsvReader(new StringReader("a\nx 5\" y,1\nb"), ',')) {
      csv.next();
      assertThatThrownBy(csv::next)
          .isInstanceOfSatisfying(
              CsvException.class, e -> assertThat(e.line() + " " + e.fatal()).isEqualTo("2 false"))
          .hasMessageStartingWith("column 4: a quote inside a field");
      assertThat(csv.next()).contains(new CsvRecord(3, List.of("b")));
    }
  }

  @Test
  void textAfterAClosingQuoteCostsThatLineAlone() throws Exception {
    try (CsvReader csv = new CsvReader(new StringReader("\"a\"b,1\nc"), ',')) {
      assertThatThrownBy(csv::next).hasMessageStartingWith("column 4: text after a closing quote");
      assertThat(csv.next()).contains(new CsvRecord(2, List.of("c")));
    }
  }

  @Test
  void aQuoteThatIsNeverClosedIsReportedWhereItOpens() throws Exception {
    try (CsvReader csv = new CsvReader(new StringReader("a,b\nx,\"y\nz\n"), ',')) {
      csv.next();
      assertThatThrownBy(csv::next)
          .isInstanceOfSatisfying(
              CsvException.class, e -> assertThat(e.line() + " " + e.fatal()).isEqualTo("2 true"))
          .hasMessage("column 3: the quote that opens here is never closed");
    }
  }

  @Test
  void aFieldIsBounded() throws Exception {
    String longest = "x".repeat(CsvReader.MAX_FIELD_CHARACTERS);
    assertThat(read(longest)).hasSize(1);
    assertThatThrownBy(() -> read("1,\"" + longest + "x\""))
        .hasMessageStartingWith("column 3: the field that begins here is longer than 65,536");
  }

  @Test
  void otherEncodingsAreRefused(@TempDir Path folder) throws Exception {
    Path file =
        Files.write(folder.resolve("x.csv"), "a\nMüller".getBytes(StandardCharsets.ISO_8859_1));
    try (CsvReader csv = CsvReader.open(Files.newInputStream(file), ',')) {
      assertThatThrownBy(
              () -> {
                csv.next();
                csv.next();
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not UTF-8");
    }
  }

  @Property(tries = 500)
  void whatIsWrittenByTheRulesIsReadBack(
      @ForAll @Size(min = 1, max = 5)
          List<
                  @Size(min = 2, max = 4) List<
                      @StringLength(max = 6) @CharRange(from = 'a', to = 'c')
                      @Chars({',', '"', '\n', '\r', ' '}) String>>
              rows)
      throws Exception {
    String text =
        rows.stream()
            .map(row -> row.stream().map(CsvReaderTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    assertThat(read(text)).extracting(CsvRecord::fields).isEqualTo(rows);
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }

  private static List<CsvRecord> read(String text) throws IOException, CsvException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader csv = new CsvReader(new StringReader(text), ',')) {
      for (Optional<CsvRecord> next = csv.next(); next.isPresent(); next = csv.next()) {
        records.add(next.get());
      }
    }
    return records;
  }
}
