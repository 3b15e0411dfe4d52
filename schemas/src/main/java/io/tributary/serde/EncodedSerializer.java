package io.tributary.serde;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Puts the id of their schema before records that are encoded already. Safe for use by several
 * threads.
 */
final class EncodedSerializer<T extends SpecificRecord> implements Serializer<byte[]> {
  private final Serializer<T> registry;
  private final T example;
  private final Map<String, byte[]> prefixes = new ConcurrentHashMap<>();

  /**
   * @param example one of the records that are encoded
   */
  EncodedSerializer(Serializer<T> registry, T example) {
    this.registry = registry;
    this.example = example;
  }

  /**
   * @throws SerializationException when the registry does not know the schema or is away
   */
  @Override
  public byte[] serialize(String topic, byte[] encoded) {
    if (encoded == null) {
      return null;
    }
    byte[] prefix = prefixes.computeIfAbsent(topic, this::prefix);
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + encoded.length);
    System.arraycopy(encoded, 0, bytes, prefix.length, encoded.length);
    return bytes;
  }

  private byte[] prefix(String topic) {
    return Arrays.copyOf(registry.serialize(topic, example), KnownSchemaSerializer.PREFIX_BYTES);
  }

  @Override
  public void close() {
    registry.close();
  }
}
