package io.tributary.standalone.importing;

import io.tributary.event.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The fields that an event's data may have, by the names that senders use, from its schema. */
final class BodyFields {
  private static final String MICROS = "_micros";

  /** What a field's value is in JSON. */
  enum Form {
    TEXT,
    DATE,
    WHOLE_NUMBER,
    FLAG
  }

  private record Field(Form form, boolean required) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();

  private BodyFields() {}

  static BodyFields of(EventType type) {
    BodyFields body = new BodyFields();
    for (Schema.Field field : SpecificData.get().getSchema(type.body()).getFields()) {
      if (!field.name().equals("attributes")) {
        body.fields.put(senderName(field.name()), new Field(form(field), !field.hasDefaultValue()));
      }
    }
    return body;
  }

  List<String> names() {
    return List.copyOf(fields.keySet());
  }

  List<String> required() {
    List<String> required = new ArrayList<>();
    fields.forEach(
        (name, field) -> {
          if (field.required()) {
            required.add(name);
          }
        });
    return required;
  }

  /** TEXT for a field that the type does not have: an attribute. */
  Form form(String name) {
    Field field = fields.get(name);
    return field == null ? Form.TEXT : field.form();
  }

  /** Amounts are stored as micro-units and sent as decimals. */
  private static String senderName(String name) {
    return name.endsWith(MICROS) ? name.substring(0, name.length() - MICROS.length()) : name;
  }

  private static Form form(Schema.Field field) {
    Schema schema =
        field.schema().isUnion()
            ? field.schema().getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : field.schema();
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName().equals("date") ? Form.DATE : Form.TEXT;
    }
    return switch (schema.getType()) {
      case BOOLEAN -> Form.FLAG;
      case INT, LONG -> field.name().endsWith(MICROS) ? Form.TEXT : Form.WHOLE_NUMBER;
      default -> Form.TEXT;
    };
  }
}
