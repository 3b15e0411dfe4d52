package io.tributary.serde;

import java.lang.reflect.Constructor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what was written by the same schema. Avro's own reader goes through a lambda, and mostly
 * another one, for each value, and makes a string of its own kind for each string. Safe for use by
 * several threads.
 */
public final class RecordReader<T extends SpecificRecord> {
  /** No field has this name. */
  static final String NOTHING = "";

  private final Class<T> type;
  private final String leftOut;
  private final Map<String, Records> records = new HashMap<>();
  private final Reader reader;

  /**
   * A class: looking up which of many implementations of an interface is meant was seen in
   * profiles.
   */
  private abstract static class Reader {
    abstract Object read(AvroBytes in);
  }

  /**
   * @throws IllegalArgumentException when the class's schema has types that no schema of ours has
   */
  public RecordReader(Class<T> type) {
    this(type, NOTHING);
  }

  /**
   * @param leftOut name of maps of strings which are left empty, in whatever record they are: what
   *     is not needed costs no objects
   * @throws IllegalArgumentException when the class's schema has types that no schema of ours has
   */
  public RecordReader(Class<T> type, String leftOut) {
    TrustedRecords.trust();
    this.type = type;
    this.leftOut = leftOut;
    this.reader = reader(SpecificData.get().getSchema(type));
  }

  /**
   * @param from where the record begins
   * @throws AvroRuntimeException when it is none
   */
  public T read(byte[] bytes, int from) {
    try {
      return type.cast(reader.read(new AvroBytes(bytes, from)));
    } catch (IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
      throw new AvroRuntimeException(
          "%d bytes are no %s: %s"
              .formatted(bytes.length - from, type.getSimpleName(), e.getMessage()),
          e);
    }
  }

  private Reader reader(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> new Unions(schema.getTypes().stream().map(this::reader).toArray(Reader[]::new));
      case ARRAY -> new Lists(reader(schema.getElementType()));
      case MAP -> new Maps(reader(schema.getValueType()));
      case ENUM -> new Enums(schema);
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
    return new IllegalArgumentException("there is no way to read " + what);
  }

  private static Reader integer(LogicalType type) {
    if (type == null) {
      return new Integers();
    }
    if (type instanceof LogicalTypes.Date) {
      return new Dates();
    }
    throw unknown("an int as " + type.getName());
  }

  private static Reader longInteger(LogicalType type) {
    if (type == null) {
      return new Longs();
    }
    if (type instanceof LogicalTypes.TimestampMillis) {
      return new Times();
    }
    throw unknown("a long as " + type.getName());
  }

  private Reader record(Schema schema) {
    Records known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    Records record = new Records(schema);
    // Before its fields, of which one may be such a record again.
    records.put(schema.getFullName(), record);
    for (Schema.Field field : schema.getFields()) {
      record.fields[field.pos()] =
          field.name().equals(leftOut) ? new LeftOut(field.schema()) : reader(field.schema());
    }
    return record;
  }

  private static final class Records extends Reader {
    private final Constructor<?> constructor;
    private final Reader[] fields;

    private Records(Schema schema) {
      Class<?> type = SpecificData.get().getClass(schema);
      try {
        constructor = type.getDeclaredConstructor();
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(type + " is not made by Avro", e);
      }
      fields = new Reader[schema.getFields().size()];
    }

    @Override
    Object read(AvroBytes in) {
      SpecificRecord record = create();
      for (int i = 0; i < fields.length; i++) {
        record.put(i, fields[i].read(in));
      }
      return record;
    }

    private SpecificRecord create() {
      try {
        return (SpecificRecord) constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(constructor + " does not do", e);
      }
    }
  }

  private static final class Unions extends Reader {
    private final Reader[] types;

    private Unions(Reader[] types) {
      this.types = types;
    }

    @Override
    Object read(AvroBytes in) {
      return types[in.readInt()].read(in);
    }
  }

  private static final class Lists extends Reader {
    private final Reader element;

    private Lists(Reader element) {
      this.element = element;
    }

    @Override
    Object read(AvroBytes in) {
      int count = in.readCount();
      List<Object> list = new ArrayList<>(Math.min(count, in.left()));
      for (; count > 0; count = in.readCount()) {
        for (int i = 0; i < count; i++) {
          list.add(element.read(in));
        }
      }
      return list;
    }
  }

  private static final class Maps extends Reader {
    private final Reader value;

    private Maps(Reader value) {
      this.value = value;
    }

    @Override
    Object read(AvroBytes in) {
      Map<String, Object> map = new HashMap<>();
      for (int count = in.readCount(); count > 0; count = in.readCount()) {
        for (int i = 0; i < count; i++) {
          map.put(in.readString(), value.read(in));
        }
      }
      return map;
    }
  }

  private static final class LeftOut extends Reader {
    private LeftOut(Schema schema) {
      if (schema.getType() != Schema.Type.MAP
          || schema.getValueType().getType() != Schema.Type.STRING) {
        throw new IllegalArgumentException(schema + " is no map of strings, to leave it out");
      }
    }

    @Override
    Object read(AvroBytes in) {
      in.skipStrings(2);
      return Map.of();
    }
  }

  private static final class Enums extends Reader {
    private final Object[] constants;

    private Enums(Schema schema) {
      SpecificData data = SpecificData.get();
      constants =
          schema.getEnumSymbols().stream().map(symbol -> data.createEnum(symbol, schema)).toArray();
    }

    @Override
    Object read(AvroBytes in) {
      return constants[in.readInt()];
    }
  }

  private static final class Strings extends Reader {
    @Override
    Object read(AvroBytes in) {
      return in.readString();
    }
  }

  private static final class ByteStrings extends Reader {
    @Override
    Object read(AvroBytes in) {
      return in.readBytes();
    }
  }

  private static final class Integers extends Reader {
    @Override
    Object read(AvroBytes in) {
      return in.readInt();
    }
  }

  private static final class Dates extends Reader {
    @Override
    Object read(AvroBytes in) {
      return LocalDate.ofEpochDay(in.readInt());
    }
  }

  private static final class Longs extends Reader {
    @Override
    Object read(AvroBytes in) {
      return in.readLong();
    }
  }

  private static final class Times extends Reader {
    @Override
    Object read(AvroBytes in) {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  private static final class Booleans extends Reader {
    @Override
    Object read(AvroBytes in) {
      return in.readBoolean();
    }
  }

  private static final class Nulls extends Reader {
    @Override
    Object read(AvroBytes in) {
      return null;
    }
  }
}
