package io.tributary.ingest.decode;

import io.tributary.event.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * How the data of a type of event is read: taken from its schema once, so that a field which the
 * schema gains is read without further code.
 */
final class Shape {
  static final String ATTRIBUTES = "attributes";
  private static final String MICROS = "_micros";

  /**
   * @param name as senders write it
   * @param path as reasons name it
   * @param position in the record
   * @param entity kind of identifier that the value is; null when it is none
   */
  record Field(
      String name, String path, int position, ValueForm form, boolean required, String entity) {}

  private record Default(int position, Object value) {}

  private final EventType type;
  private final Supplier<? extends SpecificRecord> maker;
  private final Map<String, Field> fields = new HashMap<>();
  private final List<Field> required = new ArrayList<>();
  private final List<Default> defaults = new ArrayList<>();
  private final int attributes;

  Shape(EventType type, Supplier<? extends SpecificRecord> maker) {
    this.type = type;
    this.maker = maker;
    Schema schema = maker.get().getSchema();
    this.attributes = schema.getField(ATTRIBUTES).pos();
    defaults.add(new Default(attributes, Map.of()));
    for (Schema.Field field : schema.getFields()) {
      if (field.pos() != attributes) {
        add(field);
      }
    }
  }

  private void add(Schema.Field schemaField) {
    String name = senderName(schemaField.name());
    Field field =
        new Field(
            name,
            "data." + name,
            schemaField.pos(),
            Forms.of(type, schemaField),
            !schemaField.hasDefaultValue(),
            Forms.entity(schemaField.name()));
    fields.put(name, field);
    if (field.required()) {
      required.add(field);
    } else {
      Object value = SpecificData.get().getDefaultValue(schemaField);
      if (value != null) {
        defaults.add(new Default(schemaField.pos(), value));
      }
    }
  }

  /** Amounts are stored as micro-units and sent as decimals. */
  private static String senderName(String name) {
    return name.endsWith(MICROS) ? name.substring(0, name.length() - MICROS.length()) : name;
  }

  EventType type() {
    return type;
  }

  /** A record in which the defaults are set. */
  SpecificRecord blank() {
    SpecificRecord blank = maker.get();
    for (Default value : defaults) {
      blank.put(value.position(), value.value());
    }
    return blank;
  }

  /** Null when the type has no such field. */
  Field field(String name) {
    return fields.get(name);
  }

  List<Field> required() {
    return required;
  }

  /** Where the record keeps what its type does not know. */
  int attributes() {
    return attributes;
  }
}
