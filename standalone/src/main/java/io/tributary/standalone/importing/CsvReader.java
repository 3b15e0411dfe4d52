package io.tributary.standalone.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV as RFC 4180 has it, one record at a time: quoted fields may hold separators, doubled
 * quotes and line breaks; lines end with CRLF, LF or CR; a byte order mark is skipped, and so are
 * empty lines. Memory is bounded by the limits below, whatever the file.
 */
final class CsvReader implements AutoCloseable {
  /** As long as a string of an event may be. */
  static final int MAX_FIELD_CHARACTERS = 65_536;

  private static final int MAX_FIELDS = 4_096;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int END = -1;
  private static final int NOTHING = -2;

  private final Reader reader;
  private final char separator;
  private int peeked = NOTHING;
  private long line = 1;
  private long column = 1;

  CsvReader(Reader reader, char separator) {
    this.reader = reader;
    this.separator = separator;
  }

  /** Reads UTF-8. */
  static CsvReader open(InputStream bytes, char separator) {
    Reader reader =
        new InputStreamReader(
            bytes, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
    return new CsvReader(new BufferedReader(reader, 1 << 16), separator);
  }

  /**
   * The next record; empty at the end of the file.
   *
   * @throws CsvException when the record is malformed; unless it is fatal, reading goes on with the
   *     line after the fault
   */
  Optional<CsvRecord> next() throws IOException, CsvException {
    if (line == 1 && column == 1 && peek() == BYTE_ORDER_MARK) {
      peeked = NOTHING;
    }
    while (isLineBreak(peek())) {
      read();
    }
    if (peek() == END) {
      return Optional.empty();
    }
    long start = line;
    List<String> fields = new ArrayList<>();
    int after;
    do {
      if (fields.size() == MAX_FIELDS) {
        throw broken("a record has more than " + MAX_FIELDS + " fields");
      }
      fields.add(peek() == '"' ? quoted() : plain());
      after = read();
    } while (after == separator);
    return Optional.of(new CsvRecord(start, fields));
  }

  private String plain() throws IOException, CsvException {
    StringBuilder text = new StringBuilder();
    while (peek() != END && peek() != separator && !isLineBreak(peek())) {
      if (peek() == '"') {
        throw broken(
            "a quote inside a field that does not begin with one: put the field in quotes and"
                + " double the quotes in it");
      }
      append(text, line, column);
    }
    return text.toString();
  }

  private String quoted() throws IOException, CsvException {
    long startLine = line;
    long startColumn = column;
    StringBuilder text = new StringBuilder();
    read();
    while (true) {
      if (peek() == END) {
        throw new CsvException(
            startLine, startColumn, "the quote that opens here is never closed", true);
      }
      if (peek() != '"') {
        append(text, startLine, startColumn);
        continue;
      }
      read();
      if (peek() == '"') {
        append(text, startLine, startColumn);
      } else if (peek() == END || peek() == separator || isLineBreak(peek())) {
        return text.toString();
      } else {
        throw broken("text after a closing quote: a quote inside a quoted field is doubled");
      }
    }
  }

  private void append(StringBuilder text, long startLine, long startColumn)
      throws IOException, CsvException {
    if (text.length() == MAX_FIELD_CHARACTERS) {
      throw new CsvException(
          startLine,
          startColumn,
          "the field that begins here is longer than %,d characters; is a quote never closed?"
              .formatted(MAX_FIELD_CHARACTERS),
          true);
    }
    text.append((char) read());
  }

  /** Skips the rest of the line, so that one bad line costs no other. */
  private CsvException broken(String problem) throws IOException {
    CsvException exception = new CsvException(line, column, problem, false);
    while (peek() != END && !isLineBreak(peek())) {
      read();
    }
    return exception;
  }

  private static boolean isLineBreak(int character) {
    return character == '\n' || character == '\r';
  }

  private int peek() throws IOException {
    if (peeked == NOTHING) {
      try {
        peeked = reader.read();
      } catch (MalformedInputException e) {
        throw new IOException("is not UTF-8, near line " + line + "; convert it first", e);
      }
    }
    return peeked;
  }

  /** Takes a character. CRLF ends one line, not two: its CR ends none. */
  private int read() throws IOException {
    int character = peek();
    peeked = NOTHING;
    column++;
    if (character == '\r' && peek() == '\n') {
      return character;
    }
    if (isLineBreak(character)) {
      line++;
      column = 1;
    }
    return character;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
