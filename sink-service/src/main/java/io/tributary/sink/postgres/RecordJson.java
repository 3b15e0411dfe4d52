package io.tributary.sink.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.event.Micros;
import io.tributary.output.Money;
import io.tributary.output.Rejection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Records as JSON for the warehouse. */
final class RecordJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MICROS = "_micros";

  private RecordJson() {}

  /**
   * The body of an event as its sender would write it: what is absent is left out, amounts are
   * decimal numbers in major units.
   */
  static String body(SpecificRecord body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Schema.Field field : body.getSchema().getFields()) {
        write(json, field.name(), body.get(field.pos()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Object value) throws IOException {
    if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      json.writeObjectFieldStart(name);
      for (var entry : map.entrySet()) {
        text(json, entry.getKey().toString(), entry.getValue().toString());
      }
      json.writeEndObject();
    } else if (value instanceof Long micros && name.endsWith(MICROS)) {
      json.writeNumberField(
          name.substring(0, name.length() - MICROS.length()), Micros.decimal(micros));
    } else if (value instanceof Long number) {
      json.writeNumberField(name, number);
    } else if (value instanceof Integer number) {
      json.writeNumberField(name, number);
    } else if (value instanceof Boolean flag) {
      json.writeBooleanField(name, flag);
    } else {
      text(json, name, value.toString());
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    json.writeStringField(BinaryCopy.withoutZeros(name), BinaryCopy.withoutZeros(value));
  }

  /** Currency → micro-units. */
  static String money(List<Money> amounts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Money amount : amounts) {
        json.writeNumberField(amount.getCurrency(), amount.getAmountMicros());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String rejections(List<Rejection> rejections) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Rejection rejection : rejections) {
        json.writeStartObject();
        text(json, "code", rejection.getCode());
        text(json, "field", rejection.getField());
        text(json, "message", rejection.getMessage());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String texts(Map<String, String> labels) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var label : labels.entrySet()) {
        text(json, label.getKey(), label.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
