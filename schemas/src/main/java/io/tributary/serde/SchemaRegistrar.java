package io.tributary.serde;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.tributary.topic.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Registers the schemas of the catalogue under the registry's TopicNameStrategy. */
public final class SchemaRegistrar {
  private static final String COMPATIBILITY = CompatibilityLevel.BACKWARD_TRANSITIVE.name;
  private static final int CACHED_SCHEMAS = 1000;

  private SchemaRegistrar() {}

  /**
   * Registers {@code <topic>-value} for each topic that holds Avro. A new reader must be able to
   * read all that was ever written, so each subject is held to BACKWARD_TRANSITIVE compatibility.
   *
   * @param registry settings of the registry client, {@code schema.registry.url} among them
   * @throws RegistryAwayException when the registry cannot be reached
   * @throws SchemaRegistrationException when it refuses a schema
   */
  public static void register(Map<String, ?> registry, Collection<Topic> topics) {
    Object urls = registry.get(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG);
    List<String> baseUrls = Arrays.asList(String.valueOf(urls).split(","));
    try (SchemaRegistryClient client =
        SchemaRegistryClientFactory.newClient(
            baseUrls, CACHED_SCHEMAS, List.of(), registry, Map.of())) {
      for (Topic topic : topics) {
        if (topic.value().isPresent()) {
          register(client, topic.name() + "-value", topic.value().get());
        }
      }
    } catch (IOException e) {
      throw new RegistryAwayException(
          "the schema registry (" + urls + ") is away: " + e.getMessage(), e);
    }
  }

  private static void register(
      SchemaRegistryClient client, String subject, Class<? extends SpecificRecord> value)
      throws IOException {
    try {
      client.register(subject, new AvroSchema(SpecificData.get().getSchema(value)));
      client.updateCompatibility(subject, COMPATIBILITY);
    } catch (RestClientException e) {
      if (e.getStatus() >= 500) {
        throw new RegistryAwayException("the schema registry fails: " + e.getMessage(), e);
      }
      throw new SchemaRegistrationException(
          "the schema registry refused " + subject + ": " + e.getMessage(), e);
    }
  }
}
