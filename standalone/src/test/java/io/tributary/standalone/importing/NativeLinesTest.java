package io.tributary.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeLinesTest {
  @Test
  void linesOfAnyLengthComeAsTheyAreAndWithTheirNumbers() throws Exception {
    List<String> events = new ArrayList<>();
    for (int length = 1; length < 200_000; length = length * 3 + 1) {
      events.add("{\"id\":\"" + "é".repeat(length) + "\"}");
    }

    List<Line> lines = read(String.join("\n", events));

    assertThat(lines).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      assertThat(lines.get(i)).isEqualTo(new Line.Events(i + 1, List.of(events.get(i))));
    }
  }

  @Test
  void emptyLinesCarriageReturnsAndAByteOrderMarkAreNotEvents() throws Exception {
    List<Line> lines = read("\uFEFF{\"id\":\"a\"}\r\n\r\n  \n{\"id\":\"b\"}\n\n");

    assertThat(lines)
        .containsExactly(
            new Line.Events(1, List.of("{\"id\":\"a\"}")),
            new Line.Events(4, List.of("{\"id\":\"b\"}")));
  }

  @Test
  void anEventWithoutAnIdIsGivenTheSameOneEachTime() throws Exception {
    String event = "{\"type\":\"opportunity.won\"}";

    assertThat(read(event)).isEqualTo(read(event));
    assertThat(read(event))
        .containsExactly(
            new Line.Events(
                1,
                List.of(
                    "{\"id\":\"some.ndjson:1:opportunity.won\",\"type\":\"opportunity.won\"}")));
  }

  @Test
  void whatIsNoJsonIsReportedWithItsLineAndDoesNotEndTheFile() throws Exception {
    List<Line> lines = read("{\"id\":\n[1]\n{\"id\":\"c\"} x\n{\"id\":\"d\"}");

    assertThat(lines).hasSize(4);
    assertThat(lines.subList(0, 3)).hasOnlyElementsOfType(Line.Unusable.class);
    assertThat(lines.get(3)).isEqualTo(new Line.Events(4, List.of("{\"id\":\"d\"}")));
  }

  @Test
  void aFileThatCannotBeEventsIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("{\"id\":\"a\"}\n" + "x".repeat(300_000)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("line 2 is longer than");
    assertThatThrownBy(() -> read(new byte[] {'{', '\n', (byte) 0xC3, '\n'}))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("is not UTF-8");
  }

  private static List<Line> read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Line> read(byte[] bytes) throws Exception {
    List<Line> lines = new ArrayList<>();
    try (Lines file = NativeLines.open(Path.of("some.ndjson"), new ByteArrayInputStream(bytes))) {
      for (Optional<Line> line = file.next(); line.isPresent(); line = file.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }
}
