package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.Identifier;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {
  private static final RevenueEvent EVENT =
      RevenueEvent.newBuilder()
          .setEventId("evt-1")
          .setSource("crm")
          .setNamespace("crm")
          .setType("opportunity.won")
          .setOccurredAt(Instant.parse("2026-03-14T09:26:53Z"))
          .setReceivedAt(Instant.parse("2026-03-14T09:26:54Z"))
          .setIdentifiers(List.of(new Identifier("account", "crm/001A")))
          .setBody(
              OpportunityWon.newBuilder()
                  .setOpportunityId("006X")
                  .setAmountMicros(12_500_000_000L)
                  .setCurrency("EUR")
                  .build())
          .build();

  @Test
  void anEventIsTheSameAfterARoundTrip() {
    AvroSerdes serdes = new AvroSerdes(registry("round-trip"), true);

    byte[] bytes = serdes.<RevenueEvent>serializer().serialize("sales-events", EVENT);

    assertThat(serdes.<RevenueEvent>deserializer().deserialize("sales-events", bytes))
        .isEqualTo(EVENT);
  }

  @Test
  void whatTheRegistrarRegisteredNeedsNoRegistrationByWriters() {
    SchemaRegistrar.register(registry("registered"), Topics.ALL);
    AvroSerdes lookingUp = new AvroSerdes(registry("registered"), false);

    byte[] bytes = lookingUp.<RevenueEvent>serializer().serialize("sales-events", EVENT);

    assertThat(lookingUp.<RevenueEvent>deserializer().deserialize("sales-events", bytes))
        .isEqualTo(EVENT);
  }

  @Test
  void aWriterThatMayNotRegisterRefusesAnUnknownSchema() {
    AvroSerdes lookingUp = new AvroSerdes(registry("empty"), false);

    assertThatThrownBy(() -> lookingUp.<RevenueEvent>serializer().serialize("sales-events", EVENT))
        .isInstanceOf(SerializationException.class);
  }

  private static Map<String, String> registry(String name) {
    return Map.of("schema.registry.url", "mock://serdes-" + name);
  }
}
