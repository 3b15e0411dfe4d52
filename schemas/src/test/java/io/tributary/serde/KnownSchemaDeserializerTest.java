package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tributary.output.IdentityAssignment;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class KnownSchemaDeserializerTest {
  private static final String TOPIC = "identity-assignments";
  private static final IdentityAssignment VALUE =
      new IdentityAssignment("email:ada@acme.example", "c1", 1L, Instant.EPOCH);

  private final byte[] bytes =
      new AvroSerdes(Map.of("schema.registry.url", "mock://known"), true)
          .<IdentityAssignment>serializer()
          .serialize(TOPIC, VALUE);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  @Test
  void onlyTheFirstRecordOfASchemaIsLeftToTheOther() {
    Deserializer<IdentityAssignment> deserializer = deserializer(true);

    for (int time = 0; time < 5; time++) {
      assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(VALUE);
    }
    assertThat(asked).hasValue(1);
    assertThat(left).hasValue(1);
  }

  @Test
  void aSchemaThatIsNotHandedOutIsAskedForOnceAndItsRecordsAreLeftToTheOther() {
    Deserializer<IdentityAssignment> deserializer = deserializer(false);

    for (int time = 0; time < 5; time++) {
      assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(VALUE);
    }
    assertThat(asked).hasValue(1);
    assertThat(left).hasValue(5);
  }

  private Deserializer<IdentityAssignment> deserializer(boolean handsOut) {
    MockSchemaRegistryClient client =
        new MockSchemaRegistryClient() {
          @Override
          public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
              throws IOException, RestClientException {
            asked.incrementAndGet();
            assertThat(subject).isEqualTo(TOPIC + "-value");
            if (!handsOut) {
              throw new RestClientException("not for you", 403, 40301);
            }
            return new AvroSchema(VALUE.getSchema());
          }
        };
    return new KnownSchemaDeserializer<>(
        client,
        (topic, record) -> {
          left.incrementAndGet();
          return VALUE;
        },
        RecordReader.NOTHING);
  }
}
