package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bodies of our own JSON form. A bad event costs only itself; where the JSON breaks off, so
 * does what can be told apart: the line in NDJSON, the whole of any other body.
 */
public final class BodyDecoder {
  private static final int MESSAGE_LENGTH = 200;

  /** Here the parser's messages go on with what programmers could set. */
  private static final List<String> BEFORE_ADVICE =
      List.of("\n", ": enable ", " (start marker", " (for ", " (not recognized");

  private final Sender.Rules rules;

  public BodyDecoder(Sender.Rules rules) {
    this.rules = rules;
  }

  /** One event, an array of events, or one event after the other. */
  public Decoded json(byte[] body, int length, Sender sender) {
    int start = afterByteOrderMark(body, length);
    int invalid = Utf8.firstInvalid(body, start, length);
    if (invalid >= 0) {
      return notUtf8(body, start, invalid);
    }
    Gathered gathered = new Gathered(rules.limits().requestEvents());
    try (JsonInput in = new JsonInput(body, start, length - start)) {
      JsonToken first = in.next();
      if (first == null) {
        return empty();
      }
      if (first == JsonToken.START_ARRAY) {
        while (in.next() != JsonToken.END_ARRAY) {
          gathered.add(new EventDecoder(in, sender, rules, gathered.count()).decode());
        }
        if (in.next() != null) {
          return malformed(
              in.start(), body, start, "there is something after the end of the array");
        }
      } else {
        for (JsonToken token = first; token != null; token = in.next()) {
          gathered.add(new EventDecoder(in, sender, rules, gathered.count()).decode());
        }
      }
      return gathered.decoded();
    } catch (JsonProcessingException e) {
      return new Decoded.Unreadable(reason(e, 1));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** One event a line. */
  public Decoded lines(byte[] body, int length, Sender sender) {
    Gathered gathered = new Gathered(rules.limits().requestEvents());
    int line = 1;
    for (int start = afterByteOrderMark(body, length); start < length; line++) {
      int end = endOfLine(body, start, length);
      if (!isBlank(body, start, end)) {
        gathered.add(line(body, start, end, line, gathered.count(), sender));
        if (gathered.tooMany()) {
          break;
        }
      }
      start = end + 1;
    }
    return gathered.count() == 0 ? empty() : gathered.decoded();
  }

  private Verdict line(byte[] body, int start, int end, int line, int index, Sender sender) {
    int invalid = Utf8.firstInvalid(body, start, end);
    if (invalid >= 0) {
      String where = "line %d, column %d: not UTF-8".formatted(line, invalid - start + 1);
      return whole(index, start, end, new Reason(Code.TEXT_NOT_UTF8, "", where));
    }
    try (JsonInput in = new JsonInput(body, start, end - start)) {
      in.next();
      Verdict verdict = new EventDecoder(in, sender, rules, index).decode();
      if (in.next() != null) {
        String where =
            "line %d, column %d: a second value; one event a line"
                .formatted(line, in.start() - start + 1);
        return whole(index, start, end, new Reason(Code.JSON_MALFORMED, "", where));
      }
      return verdict;
    } catch (JsonProcessingException e) {
      return whole(index, start, end, reason(e, line));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private static Rejected whole(int index, int start, int end, Reason reason) {
    return new Rejected(index, null, null, List.of(reason), start, end - start);
  }

  private static Decoded empty() {
    return new Decoded.Unreadable(new Reason(Code.BODY_EMPTY, "", "the body holds no event"));
  }

  private static Decoded notUtf8(byte[] body, int start, int at) {
    Position position = Position.of(body, start, at);
    return new Decoded.Unreadable(
        new Reason(Code.TEXT_NOT_UTF8, "", position + ": the bytes are not UTF-8"));
  }

  private static Decoded malformed(int at, byte[] body, int start, String what) {
    return new Decoded.Unreadable(
        new Reason(Code.JSON_MALFORMED, "", Position.of(body, start, at) + ": " + what));
  }

  private static Reason reason(JsonProcessingException e, int firstLine) {
    JsonLocation location = e.getLocation();
    String where =
        location == null
            ? ""
            : new Position(firstLine + location.getLineNr() - 1, location.getColumnNr()) + ": ";
    String what = e.getOriginalMessage();
    String sentence = what;
    for (String end : BEFORE_ADVICE) {
      sentence = upTo(sentence, end);
    }
    Code code = e instanceof StreamConstraintsException ? Code.JSON_TOO_DEEP : Code.JSON_MALFORMED;
    String shown =
        sentence.length() <= MESSAGE_LENGTH ? sentence : sentence.substring(0, MESSAGE_LENGTH);
    return new Reason(code, "", where + Texts.keepable(shown));
  }

  private static String upTo(String text, String end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  private static int afterByteOrderMark(byte[] body, int length) {
    boolean marked =
        length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static int endOfLine(byte[] body, int start, int length) {
    int at = start;
    while (at < length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Both from 1; columns in bytes. */
  private record Position(int line, int column) {
    static Position of(byte[] body, int start, int at) {
      int line = 1;
      int lineStart = start;
      for (int i = start; i < at; i++) {
        if (body[i] == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      return new Position(line, at - lineStart + 1);
    }

    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /** The verdicts so far. */
  private static final class Gathered {
    private final int most;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();

    Gathered(int most) {
      this.most = most;
    }

    int count() {
      return accepted.size() + rejected.size();
    }

    boolean tooMany() {
      return count() > most;
    }

    void add(Verdict verdict) {
      if (tooMany()) {
        return;
      }
      if (verdict instanceof Accepted taken) {
        accepted.add(taken);
      } else if (verdict instanceof Rejected refused) {
        rejected.add(refused);
      }
    }

    Decoded decoded() {
      return tooMany()
          ? new Decoded.Unreadable(
              new Reason(
                  Code.BODY_TOO_MANY_EVENTS,
                  "",
                  "more than " + most + " events in one request; send them in several"))
          : new Decoded.Events(accepted, rejected);
    }
  }
}
