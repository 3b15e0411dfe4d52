package io.tributary.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes the same bytes as Avro's own writer, which looks at the schema again for each value that
 * it writes, unless there is generated code; here that is done once for all records of a class.
 * Safe for use by several threads.
 */
public final class RecordWriter<T extends SpecificRecord> {
  private final Map<String, ValueWriter> records = new HashMap<>();
  private final ValueWriter writer;

  private interface ValueWriter {
    void write(Object value, Encoder out) throws IOException;
  }

  /**
   * @throws IllegalArgumentException when the class's schema has types that no schema of ours has
   */
  public RecordWriter(Class<T> type) {
    this.writer = writer(SpecificData.get().getSchema(type));
  }

  /**
   * @throws AvroTypeException when a field has a value that it must not have
   */
  public void write(T value, Encoder out) throws IOException {
    writer.write(value, out);
  }

  private ValueWriter writer(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> union(schema);
      case ARRAY -> array(writer(schema.getElementType()));
      case MAP -> map(writer(schema.getValueType()));
      case ENUM -> (value, out) -> out.writeEnum(schema.getEnumOrdinal(value.toString()));
      case STRING -> (value, out) -> out.writeString((CharSequence) value);
      case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) value);
      case INT -> integer(schema.getLogicalType());
      case LONG -> longInteger(schema.getLogicalType());
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case NULL -> (value, out) -> out.writeNull();
      case FLOAT, DOUBLE, FIXED -> throw unknown(schema);
    };
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException("there is no way to write " + schema);
  }

  private static ValueWriter integer(LogicalType type) {
    if (type == null) {
      return (value, out) -> out.writeInt((Integer) value);
    }
    if (type instanceof LogicalTypes.Date) {
      return (value, out) -> out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
    }
    throw new IllegalArgumentException("there is no way to write an int as " + type.getName());
  }

  private static ValueWriter longInteger(LogicalType type) {
    if (type == null) {
      return (value, out) -> out.writeLong((Long) value);
    }
    if (type instanceof LogicalTypes.TimestampMillis) {
      return (value, out) -> out.writeLong(((Instant) value).toEpochMilli());
    }
    throw new IllegalArgumentException("there is no way to write a long as " + type.getName());
  }

  private static ValueWriter array(ValueWriter element) {
    return (value, out) -> {
      Collection<?> elements = (Collection<?>) value;
      out.writeArrayStart();
      out.setItemCount(elements.size());
      for (Object each : elements) {
        out.startItem();
        element.write(each, out);
      }
      out.writeArrayEnd();
    };
  }

  private static ValueWriter map(ValueWriter element) {
    return (value, out) -> {
      Map<?, ?> entries = (Map<?, ?>) value;
      out.writeMapStart();
      out.setItemCount(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        out.startItem();
        out.writeString((CharSequence) entry.getKey());
        element.write(entry.getValue(), out);
      }
      out.writeMapEnd();
    };
  }

  private ValueWriter record(Schema schema) {
    ValueWriter known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    if (hasGeneratedCode(SpecificData.get().getClass(schema))) {
      return (value, out) -> write((SpecificRecordBase) value, out);
    }
    List<Schema.Field> fields = schema.getFields();
    ValueWriter[] writers = new ValueWriter[fields.size()];
    ValueWriter record = (value, out) -> write((IndexedRecord) value, writers, out);
    // Before its fields, of which one may be such a record again.
    records.put(schema.getFullName(), record);
    for (int i = 0; i < writers.length; i++) {
      writers[i] = writer(fields.get(i).schema());
    }
    return record;
  }

  /** Avro makes some for records without dates, whose class then overrides this method. */
  private static boolean hasGeneratedCode(Class<?> type) {
    try {
      return type.getMethod("customEncode", Encoder.class).getDeclaringClass() == type;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " is not made by Avro", e);
    }
  }

  private static void write(SpecificRecordBase record, Encoder out) throws IOException {
    try {
      record.customEncode(out);
    } catch (NullPointerException | ClassCastException e) {
      throw new AvroTypeException(record + " cannot be written", e);
    }
  }

  private static void write(IndexedRecord record, ValueWriter[] fields, Encoder out)
      throws IOException {
    int field = 0;
    try {
      for (; field < fields.length; field++) {
        fields[field].write(record.get(field), out);
      }
    } catch (NullPointerException | ClassCastException | ArithmeticException e) {
      Schema schema = record.getSchema();
      throw new AvroTypeException(
          "%s of a %s cannot be %s"
              .formatted(schema.getFields().get(field).name(), schema.getName(), record.get(field)),
          e);
    }
  }

  private ValueWriter union(Schema schema) {
    List<Schema> types = schema.getTypes();
    ValueWriter[] writers = types.stream().map(this::writer).toArray(ValueWriter[]::new);
    Map<Class<?>, Integer> places = new HashMap<>();
    for (int i = 0; i < writers.length; i++) {
      places.put(javaClass(types.get(i)), i);
    }
    return (value, out) -> {
      Integer place = places.get(value == null ? Void.class : value.getClass());
      if (place == null) {
        throw new ClassCastException("no type of the union fits");
      }
      out.writeIndex(place);
      writers[place].write(value, out);
    };
  }

  /** What a value of a union has as its class. */
  private static Class<?> javaClass(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return switch (schema.getType()) {
      case NULL -> Void.class;
      case RECORD, ENUM -> SpecificData.get().getClass(schema);
      case STRING -> String.class;
      case INT -> type == null ? Integer.class : LocalDate.class;
      case LONG -> type == null ? Long.class : Instant.class;
      case BOOLEAN -> Boolean.class;
      case ARRAY, MAP, BYTES, FLOAT, DOUBLE, FIXED, UNION -> throw unknown(schema);
    };
  }
}
