package io.tributary.sink.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.event.Micros;
import io.tributary.output.MetricAlert;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The body of a webhook: type, timestamp and data, as the Standard Webhooks specification
 * recommends.
 */
final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertJson() {}

  static String of(MetricAlert alert) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "alert.changed");
      json.writeStringField("timestamp", alert.getChangedAt().toString());
      json.writeObjectFieldStart("data");
      json.writeStringField("rule", alert.getRule());
      json.writeStringField("state", alert.getState().name());
      json.writeStringField("previous_state", alert.getPreviousState().name());
      json.writeStringField("reason", alert.getReason());
      json.writeStringField("metric", alert.getMetric());
      json.writeStringField("window", alert.getWindow());
      json.writeStringField("dimension", alert.getDimension());
      json.writeStringField("slice", alert.getSlice());
      json.writeStringField("as_of", alert.getAsOf().toString());
      number(json, "value", alert.getValueMicros());
      number(json, "threshold", alert.getThresholdMicros());
      json.writeStringField("severity", alert.getSeverity());
      json.writeStringField("summary", alert.getSummary());
      json.writeStringField("since", alert.getSince().toString());
      json.writeObjectFieldStart("labels");
      for (var label : alert.getLabels().entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void number(JsonGenerator json, String name, Long micros) throws IOException {
    if (micros == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, Micros.decimal(micros));
    }
  }
}
