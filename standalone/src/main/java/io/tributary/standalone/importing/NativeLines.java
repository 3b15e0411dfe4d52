package io.tributary.standalone.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.standalone.sending.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of events in their own form, a JSON object a line. An event without an id is given one:
 * the file's name, the line and the event's type, the same each time.
 */
final class NativeLines implements Lines {
  /** More than an event may have, so that the edge and not the file is what says no. */
  private static final int MAX_LINE_CHARACTERS = 256 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final String file;
  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private int next;
  private int end;
  private long number;

  private NativeLines(String file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  static NativeLines open(Path path, InputStream bytes) {
    Reader text =
        new InputStreamReader(
            bytes, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
    return new NativeLines(path.getFileName().toString(), text);
  }

  @Override
  public Optional<Line> next() throws IOException, UnreadableFileException {
    try {
      String text;
      do {
        text = readLine();
        if (text == null) {
          return Optional.empty();
        }
      } while (text.isEmpty());
      return Optional.of(line(text));
    } catch (MalformedInputException e) {
      throw new UnreadableFileException(
          file + ", near line " + (number + 1) + ": is not UTF-8; convert it first", e);
    }
  }

  /** A line without its end and without spaces around; null at the end of the file. */
  private String readLine() throws IOException, UnreadableFileException {
    if (!hasMore()) {
      return null;
    }
    number++;
    StringBuilder text = new StringBuilder();
    boolean ended = false;
    while (!ended && hasMore()) {
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      text.append(buffer, from, next - from);
      if (text.length() > MAX_LINE_CHARACTERS) {
        throw new UnreadableFileException(
            "%s, line %d is longer than %,d characters: is it one JSON object a line?"
                .formatted(file, number, MAX_LINE_CHARACTERS));
      }
      ended = next < end;
    }
    next++;
    String line = text.toString().strip();
    return number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private boolean hasMore() throws IOException {
    if (next >= end) {
      next = 0;
      end = Math.max(0, reader.read(buffer));
    }
    return end > 0;
  }

  private Line line(String text) throws IOException {
    String id = null;
    String type = "";
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return unusable("a JSON object is expected on every line");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("id")) {
          id = json.getText();
        } else if (name.equals("type")) {
          type = json.getText();
        }
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        return unusable("there is something after the JSON object");
      }
    } catch (JsonProcessingException e) {
      return unusable(
          "no JSON: %s (column %d)"
              .formatted(e.getOriginalMessage(), e.getLocation().getColumnNr()));
    }
    return new Line.Events(number, List.of(id == null ? withId(text, type) : text));
  }

  private String withId(String object, String type) {
    String id = file + ':' + number + ':' + type;
    String rest = object.substring(1).strip();
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(id));
    return "{\"id\":\"" + quoted + '"' + (rest.startsWith("}") ? "" : ",") + rest;
  }

  private Line unusable(String message) {
    return new Line.Unusable(number, new Rejection("", "json.malformed", "", message));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
