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
  private final Map<String, Writer> records = new HashMap<>();
  private final Writer writer;

  /** A class, as {@link RecordReader}'s are. */
  private abstract static class Writer {
    abstract void write(Object value, Encoder out) throws IOException;
  }

  /**
   * @throws IllegalArgumentException when the class's schema has types that no schema of ours has
   */
  public RecordWriter(Class<T> type) {
    TrustedRecords.trust();
    this.writer = writer(SpecificData.get().getSchema(type));
  }

  /**
   * @throws AvroTypeException when a field has a value that it must not have
   */
  public void write(T value, Encoder out) throws IOException {
    writer.write(value, out);
  }

  private Writer writer(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> union(schema);
      case ARRAY -> new Lists(writer(schema.getElementType()));
      case MAP -> new Maps(writer(schema.getValueType()));
      case ENUM -> new Enums();
      case STRING -> new Strings();
      case BYTES -> new ByteStrings();
      case INT -> integer(schema.getLogicalType());
      case LONG -> longInteger(schema.getLogicalType());
      case BOOLEAN -> new Booleans();
      case NULL -> new Nulls();
      case FLOAT, DOUBLE, FIXED -> throw unknown(schema.toString());
    };
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("there is no way to write " + what);
  }

  private static Writer integer(LogicalType type) {
    if (type == null) {
      return new Integers();
    }
    if (type instanceof LogicalTypes.Date) {
      return new Dates();
    }
    throw unknown("an int as " + type.getName());
  }

  private static Writer longInteger(LogicalType type) {
    if (type == null) {
      return new Longs();
    }
    if (type instanceof LogicalTypes.TimestampMillis) {
      return new Times();
    }
    throw unknown("a long as " + type.getName());
  }

  private Writer record(Schema schema) {
    Writer known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    if (hasGeneratedCode(SpecificData.get().getClass(schema))) {
      return new GeneratedRecords();
    }
    List<Schema.Field> fields = schema.getFields();
    Records record = new Records(fields.size());
    records.put(schema.getFullName(), record); // Before its fields: one may be such a record again.
    for (Schema.Field field : fields) {
      record.fields[field.pos()] = writer(field.schema());
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

  private Writer union(Schema schema) {
    List<Schema> types = schema.getTypes();
    Unions union = new Unions(types.size());
    for (int i = 0; i < types.size(); i++) {
      union.places.put(javaClass(types.get(i)), i);
      union.types[i] = writer(types.get(i));
    }
    return union;
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
      case ARRAY, MAP, BYTES, FLOAT, DOUBLE, FIXED, UNION -> throw unknown(schema.toString());
    };
  }

  private static final class GeneratedRecords extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      try {
        ((SpecificRecordBase) value).customEncode(out);
      } catch (NullPointerException | ClassCastException e) {
        throw new AvroTypeException(value + " cannot be written", e);
      }
    }
  }

  private static final class Records extends Writer {
    private final Writer[] fields;

    private Records(int fields) {
      this.fields = new Writer[fields];
    }

    @Override
    void write(Object value, Encoder out) throws IOException {
      IndexedRecord record = (IndexedRecord) value;
      int field = 0;
      try {
        for (; field < fields.length; field++) {
          fields[field].write(record.get(field), out);
        }
      } catch (NullPointerException | ClassCastException | ArithmeticException e) {
        Schema schema = record.getSchema();
        String name = schema.getFields().get(field).name();
        throw new AvroTypeException(
            "%s of a %s cannot be %s".formatted(name, schema.getName(), record.get(field)), e);
      }
    }
  }

  private static final class Unions extends Writer {
    private final Map<Class<?>, Integer> places = new HashMap<>();
    private final Writer[] types;

    private Unions(int types) {
      this.types = new Writer[types];
    }

    @Override
    void write(Object value, Encoder out) throws IOException {
      Integer place = places.get(value == null ? Void.class : value.getClass());
      if (place == null) {
        throw new ClassCastException("no type of the union fits");
      }
      out.writeIndex(place);
      types[place].write(value, out);
    }
  }

  private static final class Lists extends Writer {
    private final Writer element;

    private Lists(Writer element) {
      this.element = element;
    }

    @Override
    void write(Object value, Encoder out) throws IOException {
      Collection<?> elements = (Collection<?>) value;
      out.writeArrayStart();
      out.setItemCount(elements.size());
      for (Object each : elements) {
        out.startItem();
        element.write(each, out);
      }
      out.writeArrayEnd();
    }
  }

  private static final class Maps extends Writer {
    private final Writer element;

    private Maps(Writer element) {
      this.element = element;
    }

    @Override
    void write(Object value, Encoder out) throws IOException {
      Map<?, ?> entries = (Map<?, ?>) value;
      out.writeMapStart();
      out.setItemCount(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        out.startItem();
        out.writeString((CharSequence) entry.getKey());
        element.write(entry.getValue(), out);
      }
      out.writeMapEnd();
    }
  }

  /** Avro makes their constants in the order of the schema. */
  private static final class Enums extends Writer {
    @Override
    @SuppressWarnings("EnumOrdinal")
    void write(Object value, Encoder out) throws IOException {
      out.writeEnum(((Enum<?>) value).ordinal());
    }
  }

  private static final class Strings extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeString((CharSequence) value);
    }
  }

  private static final class ByteStrings extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeBytes((ByteBuffer) value);
    }
  }

  private static final class Integers extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeInt((Integer) value);
    }
  }

  private static final class Dates extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
    }
  }

  private static final class Longs extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeLong((Long) value);
    }
  }

  private static final class Times extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeLong(((Instant) value).toEpochMilli());
    }
  }

  private static final class Booleans extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeBoolean((Boolean) value);
    }
  }

  private static final class Nulls extends Writer {
    @Override
    void write(Object value, Encoder out) throws IOException {
      out.writeNull();
    }
  }
}
