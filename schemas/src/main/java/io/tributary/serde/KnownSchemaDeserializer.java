package io.tributary.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
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
  /** A byte for the format, which is 0, and the schema's id. */
  private static final int PREFIX_BYTES = 5;

  private final SchemaRegistryClient client;
  private final Deserializer<T> registry;
  private final Map<Integer, DatumReader<T>> byId = new ConcurrentHashMap<>();

  /**
   * @param client that the other deserializer asks, too
   */
  KnownSchemaDeserializer(SchemaRegistryClient client, Deserializer<T> registry) {
    this.client = client;
    this.registry = registry;
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
    DatumReader<T> known = byId.get(id);
    return known == null ? learn(id, topic, bytes) : read(known, bytes);
  }

  @SuppressWarnings("unchecked") // The class of a value of this type.
  private T learn(int id, String topic, byte[] bytes) {
    T value = registry.deserialize(topic, bytes);
    try {
      ParsedSchema written = client.getSchemaById(id);
      if (written instanceof AvroSchema schema) {
        byId.put(id, reader(schema.rawSchema(), (Class<T>) value.getClass()));
      }
    } catch (IOException | RestClientException e) {
      // The registry has gone away in between: the next record is the first one, then.
      return value;
    }
    return value;
  }

  private static <T> DatumReader<T> reader(Schema written, Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    return new SpecificDatumReader<>(written, data.getSchema(type), data);
  }

  private static <T> T read(DatumReader<T> reader, byte[] bytes) {
    try {
      return reader.read(
          null,
          DecoderFactory.get()
              .binaryDecoder(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES, null));
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
