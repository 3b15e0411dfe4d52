package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.Identifier;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.output.SubjectAssigned;
import io.tributary.topic.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
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

  @Test
  void whatIsEncodedAlreadyIsReadAsIfItWereNot() {
    AvroSerdes serdes = new AvroSerdes(registry("encoded"), true);
    SubjectAssigned assigned = new SubjectAssigned("c2", 7L);
    CustomerEvents events = new CustomerEvents(List.of(new CustomerEvent("c1", "s", assigned, 7L)));
    PackEncoder<CustomerEvent> pack = new PackEncoder<>(new RecordWriter<>(CustomerEvent.class));
    events.getEvents().forEach(pack::add);

    byte[] bytes =
        serdes
            .serializerOfEncoded(new CustomerEvents(List.of()))
            .serialize("customer-events", pack.toByteArray());

    assertThat(bytes).isEqualTo(serdes.serializer().serialize("customer-events", events));
    assertThat(serdes.deserializer().deserialize("customer-events", bytes)).isEqualTo(events);
  }

  @Test
  void whoDoesNotNeedWhatSendersAddedNeedNotGetIt() {
    AvroSerdes serdes = new AvroSerdes(registry("without"), true);
    OpportunityWon body = (OpportunityWon) EVENT.getBody();
    RevenueEvent more =
        RevenueEvent.newBuilder(EVENT)
            .setBody(
                OpportunityWon.newBuilder(body)
                    .setAttributes(Map.of("page", "/pricing", "note", "ü"))
                    .build())
            .build();
    byte[] bytes = serdes.<RevenueEvent>serializer().serialize("sales-events", more);
    Deserializer<RevenueEvent> without = serdes.deserializerWithout("attributes");
    without.deserialize("sales-events", bytes);

    assertThat(without.deserialize("sales-events", bytes)).isEqualTo(EVENT);
    assertThat(serdes.<RevenueEvent>deserializer().deserialize("sales-events", bytes))
        .isEqualTo(more);
  }

  @Test
  void theFirstRecordOfATopicAndAllLaterOnesAreWrittenAlike() {
    AvroSerdes serdes = new AvroSerdes(registry("alike"), true);
    Serializer<SpecificRecord> serializer = serdes.serializer();
    MetricValues row = row("R30", 1L);
    MetricValues longer = row("R365", null);

    byte[] first = serializer.serialize("metric-values", row);

    assertThat(serializer.serialize("metric-values", row)).isEqualTo(first);
    assertThat(serdes.deserializer().deserialize("metric-values", first)).isEqualTo(row);
    assertThat(
            serdes
                .deserializer()
                .deserialize("metric-values", serializer.serialize("metric-values", longer)))
        .isEqualTo(longer);
    // Another class: another schema, which must be asked for.
    assertThat(
            serdes
                .deserializer()
                .deserialize("sales-events", serializer.serialize("sales-events", EVENT)))
        .isEqualTo(EVENT);
    assertThat(serializer.serialize("metric-values", null)).isNull();
  }

  @Test
  void aRecordThatLacksAFieldIsRefusedAlsoWhenItsSchemaIsKnown() {
    Serializer<RevenueEvent> serializer = new AvroSerdes(registry("lacking"), true).serializer();
    serializer.serialize("sales-events", EVENT);
    RevenueEvent lacking = RevenueEvent.newBuilder(EVENT).build();
    lacking.setSource(null);

    assertThatThrownBy(() -> serializer.serialize("sales-events", lacking))
        .isInstanceOf(SerializationException.class);
    assertThat(serializer.serialize("sales-events", EVENT)).isNotEmpty();
  }

  @Test
  void theFirstRecordOfASchemaAndAllLaterOnesAreReadAlike() {
    AvroSerdes serdes = new AvroSerdes(registry("read-alike"), true);
    Serializer<SpecificRecord> serializer = serdes.serializer();
    Deserializer<SpecificRecord> deserializer = serdes.deserializer();
    byte[] event = serializer.serialize("sales-events", EVENT);
    byte[] row = serializer.serialize("metric-values", row("R30", 1L));

    for (int time = 0; time < 3; time++) {
      assertThat(deserializer.deserialize("sales-events", event)).isEqualTo(EVENT);
      assertThat(deserializer.deserialize("metric-values", row)).isEqualTo(row("R30", 1L));
    }
    assertThat(deserializer.deserialize("metric-values", null)).isNull();
  }

  @Test
  void bytesThatAreNoRecordAreRefusedAlsoWhenTheirSchemaIsKnown() {
    AvroSerdes serdes = new AvroSerdes(registry("no-record"), true);
    Deserializer<SpecificRecord> deserializer = serdes.deserializer();
    byte[] bytes = serdes.<SpecificRecord>serializer().serialize("sales-events", EVENT);
    deserializer.deserialize("sales-events", bytes);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> deserializer.deserialize("sales-events", cut))
          .as("%s bytes", length)
          .isInstanceOf(SerializationException.class);
    }
    byte[] unknownSchema = bytes.clone();
    unknownSchema[1] = 1;
    assertThatThrownBy(() -> deserializer.deserialize("sales-events", unknownSchema))
        .isInstanceOf(SerializationException.class);
  }

  private static MetricValues row(String window, Long value) {
    return new MetricValues(
        "pipeline",
        "total",
        "",
        LocalDate.of(2026, 3, 1),
        "EUR",
        false,
        "0123",
        List.of(new MetricValue("win_rate", window, value, 2L, 3L, 4L)),
        Instant.parse("2026-03-14T09:26:54Z"),
        List.of("CHF"),
        11,
        30);
  }

  private static Map<String, String> registry(String name) {
    return Map.of("schema.registry.url", "mock://serdes-" + name);
  }
}
