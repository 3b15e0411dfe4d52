package io.tributary.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what the Confluent deserializer reads, and leaves the first record of each schema to it:
 * for every record that looks the schema up in caches of bounded size, which takes as long as
 * reading a small record. Ids are never given to another schema. Safe for use by several threads.
 */
final class KnownSchemaDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int PREFIX_BYTES = KnownSchemaSerializer.PREFIX_BYTES;

  private final SchemaRegistryClient client;
  private final Deserializer<T> registry;
  private final String leftOut;

  /** Empty for one that the registry does not hand out: records of it are left to the other. */
  private final Map<Integer, Optional<Reader<T>>> byId = new ConcurrentHashMap<>();

  /** Reads a record behind the prefix. */
  private interface Reader<T> {
    T read(byte[] bytes) throws IOException;
  }

  /**
   * @param client that the other deserializer asks, too
   * @param leftOut name of maps of strings that may be left empty
   */
  KnownSchemaDeserializer(SchemaRegistryClient client, Deserializer<T> registry, String leftOut) {
    this.client = client;
    this.registry = registry;
    this.leftOut = leftOut;
  }

  /**
   * @throws SerializationException when the bytes are not a record, or the registry does not know
   *     the schema or is away
   */
  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < PREFIX_BYTES || bytes[0] != 0) {
      throw new SerializationException(
          "%d bytes of %s do not begin with the id of a schema".formatted(bytes.length, topic));
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    Optional<Reader<T>> known = byId.get(id);
    if (known != null && known.isPresent()) {
      return read(known.get(), bytes);
    }
    T value = registry.deserialize(topic, bytes);
    if (known == null) {
      byId.put(id, reader(topic, id, value));
    }
    return value;
  }

  /** By the call that the other deserializer has just made, which the client still knows. */
  private Optional<Reader<T>> reader(String topic, int id, T value) {
    try {
      ParsedSchema written = client.getSchemaBySubjectAndId(topic + "-value", id);
      return written instanceof AvroSchema schema
          ? Optional.of(reader(schema.rawSchema(), value))
          : Optional.empty();
    } catch (IOException | RestClientException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // The class of a value of this type.
  private Reader<T> reader(Schema written, T value) {
    if (written.equals(value.getSchema())) {
      RecordReader<T> reader = new RecordReader<>((Class<T>) value.getClass(), leftOut);
      return bytes -> reader.read(bytes, PREFIX_BYTES);
    }
    SpecificData data = SpecificData.getForClass(value.getClass());
    DatumReader<T> reader = new SpecificDatumReader<>(written, value.getSchema(), data);
    return bytes ->
        reader.read(
            null,
            DecoderFactory.get()
                .binaryDecoder(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES, null));
  }

  private static <T> T read(Reader<T> reader, byte[] bytes) {
    try {
      return reader.read(bytes);
    } catch (IOException | RuntimeException e) {
      // Avro throws whatever the bytes lead it to.
      throw new SerializationException("a record cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
