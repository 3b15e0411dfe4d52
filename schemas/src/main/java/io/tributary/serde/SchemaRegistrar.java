package io.tributary.serde;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.tributary.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Registers the schemas of the catalogue under the registry's TopicNameStrategy. */
public final class SchemaRegistrar {
  private static final String COMPATIBILITY = CompatibilityLevel.BACKWARD_TRANSITIVE.name;
  private static final int CACHED_SCHEMAS = 1000;
  private static final int CONFLICT = 409;
  private static final int CONFLICT_TRIES = 4;
  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(250);

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
    AvroSchema schema = new AvroSchema(SpecificData.get().getSchema(value));
    try {
      besideOthers(() -> client.register(subject, schema));
      besideOthers(() -> client.updateCompatibility(subject, COMPATIBILITY));
    } catch (RestClientException e) {
      if (e.getStatus() >= 500) {
        throw new RegistryAwayException("the schema registry fails: " + e.getMessage(), e);
      }
      throw new SchemaRegistrationException(
          "the schema registry refused " + subject + ": " + e.getMessage(), e);
    }
  }

  private interface Change {
    void make() throws IOException, RestClientException;
  }

  /**
   * Services start side by side. A registry may answer with a conflict to the second of two that
   * change the same subject at the same moment; to a schema that is incompatible it does so each
   * time.
   */
  private static void besideOthers(Change change) throws IOException, RestClientException {
    for (int left = CONFLICT_TRIES; true; left--) {
      try {
        change.make();
        return;
      } catch (RestClientException e) {
        if (e.getStatus() != CONFLICT || left == 1) {
          throw e;
        }
        LockSupport.parkNanos(CONFLICT_PAUSE.toNanos());
      }
    }
  }
}
