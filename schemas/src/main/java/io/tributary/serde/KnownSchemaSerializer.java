package io.tributary.serde;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes what the Confluent serializer writes, byte for byte, and asks it for the first record of a
 * topic only: it works out a hash of the whole schema for every record to find the schema's id,
 * which was a tenth of the topology's CPU time. A topic holds records of one class, so the first
 * one's id is that of all. Rules that a registry may keep beside a schema (encryption, migration)
 * are not looked for; ours has none. Safe for use by several threads.
 */
final class KnownSchemaSerializer<T extends SpecificRecord> implements Serializer<T> {
  /** A byte for the format, and the schema's id. */
  static final int PREFIX_BYTES = 5;

  /** With its array, which has grown for the largest record. */
  private static final ThreadLocal<ArrayEncoder> ENCODER =
      ThreadLocal.withInitial(ArrayEncoder::new);

  private final Serializer<T> registry;
  private final Map<String, Known<T>> byTopic = new ConcurrentHashMap<>();

  KnownSchemaSerializer(Serializer<T> registry) {
    this.registry = registry;
  }

  private static final class Known<T extends SpecificRecord> {
    private final Class<?> type;
    private final byte[] prefix;
    private final RecordWriter<T> writer;

    Known(Class<T> type, byte[] first) {
      this.type = type;
      this.prefix = Arrays.copyOf(first, PREFIX_BYTES);
      this.writer = new RecordWriter<>(type);
    }
  }

  /**
   * @throws SerializationException when the registry does not know the schema or is away, or a
   *     field that must be there is not
   */
  @Override
  public byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    Known<T> known = byTopic.get(topic);
    return known != null && known.type == value.getClass()
        ? write(known, value)
        : learn(topic, value);
  }

  @SuppressWarnings("unchecked") // The class of a value of this type.
  private byte[] learn(String topic, T value) {
    byte[] bytes = registry.serialize(topic, value);
    byTopic.put(topic, new Known<>((Class<T>) value.getClass(), bytes));
    return bytes;
  }

  private static <T extends SpecificRecord> byte[] write(Known<T> known, T value) {
    ArrayEncoder encoder = ENCODER.get();
    encoder.clear();
    encoder.writeFixed(known.prefix, 0, PREFIX_BYTES);
    try {
      known.writer.write(value, encoder);
    } catch (IOException | AvroTypeException e) {
      throw new SerializationException("a record cannot be written: " + e.getMessage(), e);
    }
    return encoder.toByteArray();
  }

  @Override
  public void close() {
    registry.close();
  }
}
