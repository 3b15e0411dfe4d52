package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads bodies of events in JSON. A bad event costs only itself; where the JSON breaks off, so does
 * what can be told apart: the line in NDJSON, the whole of any other body.
 */
public final class BodyDecoder {
  private final Sender.Rules rules;

  public BodyDecoder(Sender.Rules rules) {
    this.rules = rules;
  }

  /** One event, an array of events, or one event after the other. */
  public Decoded json(byte[] body, int length, Sender sender) {
    return json(body, length, sender, Envelope.NATIVE);
  }

  /** One CloudEvent, or an array of them, in their JSON format. */
  public Decoded cloudEvents(byte[] body, int length, Sender sender) {
    return json(body, length, sender, Envelope.CLOUD_EVENTS);
  }

  private Decoded json(byte[] body, int length, Sender sender, Envelope form) {
    int start = Syntax.afterByteOrderMark(body, length);
    Optional<Reason> notUtf8 = Syntax.notUtf8(body, start, length);
    if (notUtf8.isPresent()) {
      return new Decoded.Unreadable(notUtf8.get());
    }
    Gathered gathered = new Gathered(rules.limits().requestEvents());
    try (JsonInput in = new JsonInput(body, start, length - start)) {
      JsonToken first = in.next();
      if (first == null) {
        return empty();
      }
      if (first == JsonToken.START_ARRAY) {
        while (in.next() != JsonToken.END_ARRAY) {
          gathered.add(new EventDecoder(in, form, sender, rules, gathered.count()).decode());
        }
        if (in.next() != null) {
          return malformed(
              in.start(), body, start, "there is something after the end of the array");
        }
      } else {
        for (JsonToken token = first; token != null; token = in.next()) {
          gathered.add(new EventDecoder(in, form, sender, rules, gathered.count()).decode());
        }
      }
      return gathered.decoded();
    } catch (JsonProcessingException e) {
      return new Decoded.Unreadable(Syntax.fault(e, 1));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** One event a line. */
  public Decoded lines(byte[] body, int length, Sender sender) {
    Gathered gathered = new Gathered(rules.limits().requestEvents());
    int line = 1;
    for (int start = Syntax.afterByteOrderMark(body, length); start < length; line++) {
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
      return whole(index, body, start, end, new Reason(Code.TEXT_NOT_UTF8, "", where));
    }
    try (JsonInput in = new JsonInput(body, start, end - start)) {
      in.next();
      Verdict verdict = new EventDecoder(in, Envelope.NATIVE, sender, rules, index).decode();
      if (in.next() != null) {
        String where =
            "line %d, column %d: a second value; one event a line"
                .formatted(line, in.start() - start + 1);
        return whole(index, body, start, end, new Reason(Code.JSON_MALFORMED, "", where));
      }
      return verdict;
    } catch (JsonProcessingException e) {
      return whole(index, body, start, end, Syntax.fault(e, line));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** What translators made of a body in another's form. */
  public Decoded items(List<Item> items, Sender sender) {
    Gathered gathered = new Gathered(rules.limits().requestEvents());
    for (Item item : items) {
      item(item, sender, gathered);
    }
    return gathered.decoded();
  }

  /** An item of which one event is rejected is kept as a whole: ids make the others harmless. */
  private void item(Item item, Sender sender, Gathered gathered) {
    List<Reason> reasons = new ArrayList<>(item.reasons());
    for (byte[] event : item.events()) {
      Verdict verdict = only(event, item.index(), sender);
      if (verdict instanceof Rejected rejected) {
        reasons.addAll(rejected.reasons());
      } else {
        gathered.add(verdict);
      }
    }
    if (!reasons.isEmpty()) {
      byte[] kept = item.kept();
      gathered.add(
          new Rejected(
              item.index(),
              item.id() == null ? null : Texts.shown(item.id()),
              item.type() == null ? null : Texts.shown(item.type()),
              List.copyOf(reasons),
              kept,
              0,
              kept.length));
    }
  }

  private Verdict only(byte[] event, int index, Sender sender) {
    try (JsonInput in = new JsonInput(event, 0, event.length)) {
      in.next();
      return new EventDecoder(in, Envelope.NATIVE, sender, rules, index).decode();
    } catch (IOException e) {
      throw new UncheckedIOException("what was translated is JSON", e);
    }
  }

  private static Rejected whole(int index, byte[] body, int start, int end, Reason reason) {
    return new Rejected(index, null, null, List.of(reason), body, start, end - start);
  }

  private static Decoded empty() {
    return new Decoded.Unreadable(new Reason(Code.BODY_EMPTY, "", "the body holds no event"));
  }

  private static Decoded malformed(int at, byte[] body, int start, String what) {
    return new Decoded.Unreadable(
        new Reason(Code.JSON_MALFORMED, "", Position.of(body, start, at) + ": " + what));
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
}
