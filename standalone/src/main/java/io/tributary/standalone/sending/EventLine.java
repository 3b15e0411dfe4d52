package io.tributary.standalone.sending;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * An event in the JSON form that the HTTP edge takes.
 *
 * @param occurredAt RFC 3339, or a date
 * @param identifiers kind (or kind@namespace) to value
 * @param data fields of the body: texts, decimals, whole numbers and flags
 */
public record EventLine(
    String id,
    String type,
    String occurredAt,
    Map<String, String> identifiers,
    Map<String, Object> data) {
  private static final JsonFactory JSON = new JsonFactory();

  /** One line of JSON, its fields in the order of the maps. */
  public String json() {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("type", type);
      json.writeStringField("occurred_at", occurredAt);
      if (!identifiers.isEmpty()) {
        json.writeObjectFieldStart("identifiers");
        for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
          json.writeStringField(identifier.getKey(), identifier.getValue());
        }
        json.writeEndObject();
      }
      json.writeObjectFieldStart("data");
      for (Map.Entry<String, Object> field : data.entrySet()) {
        write(json, field.getKey(), field.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written to", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Object value) throws IOException {
    if (value instanceof Boolean flag) {
      json.writeBooleanField(name, flag);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumberField(name, decimal);
    } else if (value instanceof Number number) {
      json.writeNumberField(name, number.longValue());
    } else {
      json.writeStringField(name, value.toString());
    }
  }
}
