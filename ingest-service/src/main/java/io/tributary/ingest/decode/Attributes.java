package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The fields of an event that its type does not know: kept as texts, within limits. */
final class Attributes {
  private static final int NAME_LENGTH = 128;

  private final Reading reading;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private boolean tooMany;

  Attributes(Reading reading) {
    this.reading = reading;
  }

  Map<String, String> values() {
    return values;
  }

  /** Takes over the object in which a sender has collected such fields itself. */
  void readAll() throws IOException {
    JsonInput in = reading.in();
    if (in.token() == JsonToken.VALUE_NULL) {
      return;
    }
    if (in.token() != JsonToken.START_OBJECT) {
      reading.wrongType("data.attributes", "an object");
      return;
    }
    while (in.next() == JsonToken.FIELD_NAME) {
      String name = in.name();
      in.next();
      read(name);
    }
  }

  /** Keeps the current value under that name. */
  void read(String name) throws IOException {
    String field = "data." + Texts.shown(name);
    if (!names.add(name)) {
      reading.reject(Code.JSON_DUPLICATE_KEY, field, "is given twice");
    }
    String value = valueText(field);
    if (value == null) {
      return;
    }
    int most = reading.limits().attributeBytes();
    if (name.length() > NAME_LENGTH || !Texts.isKeepable(name)) {
      reading.reject(
          Code.ATTRIBUTE_TOO_LARGE, field, "is no name of at most " + NAME_LENGTH + " characters");
    } else if (Utf8.length(value) > most) {
      reading.reject(
          Code.ATTRIBUTE_TOO_LARGE,
          field,
          "has "
              + Utf8.length(value)
              + " bytes; a field that the type does not know has at most "
              + most);
    } else if (values.size() >= reading.limits().attributes()) {
      refuseMore();
    } else {
      values.put(name, value);
    }
  }

  private void refuseMore() {
    if (!tooMany) {
      tooMany = true;
      reading.reject(
          Code.ATTRIBUTE_TOO_MANY,
          "data",
          "has more than " + reading.limits().attributes() + " fields that its type does not know");
    }
  }

  /** Null for null and for what is wrong. */
  private String valueText(String field) throws IOException {
    JsonInput in = reading.in();
    switch (in.token()) {
      case VALUE_NULL -> {
        return null;
      }
      case START_OBJECT, START_ARRAY -> {
        StringBuilder text = new StringBuilder();
        reading.checkDepth(write(text, field), field);
        return keepable(text.toString(), field);
      }
      case VALUE_STRING -> {
        return keepable(in.text(), field);
      }
      default -> {
        return in.text();
      }
    }
  }

  private String keepable(String text, String field) {
    if (Texts.isKeepable(text)) {
      return text;
    }
    reading.reject(Code.TEXT_INVALID, field, "holds U+0000 or half of a surrogate pair");
    return null;
  }

  /** Writes the current value without white space; the greatest depth. */
  private int write(StringBuilder text, String field) throws IOException {
    JsonInput in = reading.in();
    int outside = in.depth() - 1;
    int greatest = in.depth();
    Deque<Set<String>> keys = new ArrayDeque<>();
    boolean first = true;
    for (JsonToken token = in.token(); token != null; token = in.next()) {
      greatest = Math.max(greatest, in.depth());
      if (token.isStructEnd()) {
        keys.pop();
        text.append(token.asString());
        if (in.depth() == outside) {
          return greatest;
        }
        first = false;
        continue;
      }
      if (!first) {
        text.append(',');
      }
      first = token == JsonToken.FIELD_NAME || token.isStructStart();
      if (token == JsonToken.FIELD_NAME) {
        if (!keys.element().add(in.name())) {
          reading.reject(
              Code.JSON_DUPLICATE_KEY, field, "has the key " + Texts.shown(in.name()) + " twice");
        }
        quote(text, in.name());
        text.append(':');
      } else if (token.isStructStart()) {
        keys.push(new HashSet<>());
        text.append(token.asString());
      } else if (token == JsonToken.VALUE_STRING) {
        quote(text, in.text());
      } else {
        text.append(in.text());
      }
    }
    return greatest;
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    text.append(JsonStringEncoder.getInstance().quoteAsString(value));
    text.append('"');
  }
}
