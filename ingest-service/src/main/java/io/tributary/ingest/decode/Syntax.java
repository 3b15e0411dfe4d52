package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with bytes that should be JSON, and where. */
public final class Syntax {
  private static final int MESSAGE_LENGTH = 200;

  /** Here the parser's messages go on with what programmers could set. */
  private static final List<String> BEFORE_ADVICE =
      List.of("\n", ": enable ", " (start marker", " (for ", " (not recognized", " at [");

  private Syntax() {}

  /**
   * @param firstLine the number of the line that the parser takes for the first
   */
  public static Reason fault(JsonProcessingException e, int firstLine) {
    JsonLocation location = e.getLocation();
    String where =
        location == null
            ? ""
            : new Position(firstLine + location.getLineNr() - 1, location.getColumnNr()) + ": ";
    String sentence = e.getOriginalMessage();
    for (String end : BEFORE_ADVICE) {
      sentence = upTo(sentence, end);
    }
    Code code = e instanceof StreamConstraintsException ? Code.JSON_TOO_DEEP : Code.JSON_MALFORMED;
    String shown =
        sentence.length() <= MESSAGE_LENGTH ? sentence : sentence.substring(0, MESSAGE_LENGTH);
    return new Reason(code, "", where + Texts.keepable(shown));
  }

  /** Empty when all bytes are UTF-8. */
  public static Optional<Reason> notUtf8(byte[] body, int start, int end) {
    int invalid = Utf8.firstInvalid(body, start, end);
    return invalid < 0
        ? Optional.empty()
        : Optional.of(
            new Reason(
                Code.TEXT_NOT_UTF8,
                "",
                Position.of(body, start, invalid) + ": the bytes are not UTF-8"));
  }

  /** Some senders begin with a byte order mark. */
  public static int afterByteOrderMark(byte[] body, int length) {
    boolean marked =
        length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static String upTo(String text, String end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
