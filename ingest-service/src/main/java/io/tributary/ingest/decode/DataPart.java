package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.EventType;
import java.io.IOException;
import java.util.Base64;
import org.apache.avro.specific.SpecificRecord;

/**
 * The data of an event. What it means is known when the type is; if it comes before the type, it is
 * passed over and read from its place afterwards.
 */
final class DataPart {
  private final Reading reading;
  private final Envelope form;
  private final IdentifierSet identifiers;

  private SpecificRecord body;
  private boolean seen;
  private int start = -1;
  private int end;
  private String base64;
  private String base64Name;

  DataPart(Reading reading, Envelope form, IdentifierSet identifiers) {
    this.reading = reading;
    this.form = form;
    this.identifiers = identifiers;
  }

  /**
   * @param type null when it is not known yet
   */
  void read(EventType type) throws IOException {
    if (type != null) {
      body = reader(reading, type).read();
      seen = true;
      return;
    }
    start = reading.in().start();
    reading.skip("data");
    end = reading.in().end();
  }

  /**
   * @param type null when it is not known yet
   */
  void readBase64(String name, EventType type) throws IOException {
    base64Name = name;
    if (reading.in().token() == JsonToken.VALUE_STRING) {
      base64 = reading.in().text();
    } else if (reading.in().token() != JsonToken.VALUE_NULL) {
      reading.wrongType(name, "a text in Base64");
    }
    if (type != null && base64 != null) {
      body = decoded(type);
      seen = true;
    }
  }

  /** Null when the type is not known. */
  SpecificRecord of(EventType type) throws IOException {
    if (type == null || seen) {
      return body;
    }
    if (base64 != null) {
      return decoded(type);
    }
    if (start < 0) {
      return reader(reading, type).absent();
    }
    try (JsonInput part = reading.in().part(start, end)) {
      part.next();
      return within(part, type);
    }
  }

  private SpecificRecord decoded(EventType type) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      reading.reject(Code.FIELD_TYPE, base64Name, "is not Base64");
      return null;
    }
    if (Utf8.firstInvalid(bytes, 0, bytes.length) >= 0) {
      reading.reject(Code.TEXT_NOT_UTF8, base64Name, "holds bytes that are not UTF-8");
      return null;
    }
    try (JsonInput part = new JsonInput(bytes, 0, bytes.length)) {
      if (part.next() == null) {
        return reader(reading, type).absent();
      }
      SpecificRecord record = within(part, type);
      if (part.next() != null) {
        reading.reject(Code.FIELD_TYPE, base64Name, "holds more than one value");
      }
      return record;
    } catch (JsonProcessingException e) {
      reading.reject(Code.FIELD_TYPE, base64Name, "holds no JSON");
      return null;
    }
  }

  /** Data is one level below its event. */
  private SpecificRecord within(JsonInput part, EventType type) throws IOException {
    return reader(reading.from(part, part.depth() - 2), type).read();
  }

  private DataReader reader(Reading from, EventType type) {
    IdentifierReader within =
        form == Envelope.CLOUD_EVENTS
            ? new IdentifierReader(from, identifiers, "data.identifiers")
            : null;
    return new DataReader(from, Shapes.of(type), identifiers, within);
  }
}
