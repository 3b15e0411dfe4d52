package io.tributary.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro values under the Confluent wire format, with the schema registry behind them. Settings go to
 * the registry client as they are: {@code schema.registry.url} (required; {@code mock://name} for
 * tests), basic authentication, TLS.
 */
public final class AvroSerdes {
  private final Map<String, Object> settings;

  /**
   * @param registry settings of the registry client, {@code schema.registry.url} among them
   * @param register whether schemas that the registry does not know are registered, or refused
   */
  public AvroSerdes(Map<String, ?> registry, boolean register) {
    TrustedRecords.trust();
    Map<String, Object> all = new HashMap<>(registry);
    all.put(KafkaAvroSerializerConfig.AUTO_REGISTER_SCHEMAS, register);
    all.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
    this.settings = Map.copyOf(all);
  }

  public <T extends SpecificRecord> Serializer<T> serializer() {
    return new KnownSchemaSerializer<>(registrySerializer());
  }

  /**
   * Of records that are encoded already.
   *
   * @param example any record of the same class
   */
  public <T extends SpecificRecord> Serializer<byte[]> serializerOfEncoded(T example) {
    return new EncodedSerializer<>(registrySerializer(), example);
  }

  @SuppressWarnings("unchecked") // The Confluent serializer takes any Avro record.
  private <T extends SpecificRecord> Serializer<T> registrySerializer() {
    Serializer<T> serializer = (Serializer<T>) (Serializer<?>) new KafkaAvroSerializer();
    serializer.configure(settings, false);
    return serializer;
  }

  public <T extends SpecificRecord> Deserializer<T> deserializer() {
    return deserializerWithout(RecordReader.NOTHING);
  }

  /**
   * For whoever does not need them.
   *
   * @param map name of maps of strings, in whatever record, that may be empty though they were not
   */
  @SuppressWarnings("unchecked") // What a topic holds is said by the catalogue.
  public <T extends SpecificRecord> Deserializer<T> deserializerWithout(String map) {
    SchemaRegistryClient client = client();
    Deserializer<T> deserializer =
        (Deserializer<T>) (Deserializer<?>) new KafkaAvroDeserializer(client);
    deserializer.configure(settings, false);
    return new KnownSchemaDeserializer<>(client, deserializer, map);
  }

  private SchemaRegistryClient client() {
    AbstractKafkaSchemaSerDeConfig config =
        new AbstractKafkaSchemaSerDeConfig(
            AbstractKafkaSchemaSerDeConfig.baseConfigDef(), settings);
    return SchemaRegistryClientFactory.newClient(
        config.getSchemaRegistryUrls(),
        config.getMaxSchemasPerSubject(),
        List.of(new AvroSchemaProvider()),
        config.originalsWithPrefix(""),
        config.requestHeaders());
  }

  public <T extends SpecificRecord> Serde<T> serde() {
    return Serdes.serdeFrom(serializer(), deserializer());
  }
}
