package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.Contribution;
import io.tributary.output.EntityContributions;
import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void aLineOfTheLedgerIsWrittenAsAvroDoes() throws IOException {
    EntityContributions page = new EntityContributions();
    page.setCustomerId("c");
    page.setEntityKind("OPPORTUNITY");
    page.setEntityId("crm/Ö");
    page.setOwner("Grace");
    page.setUpdatedAt(Instant.EPOCH);
    page.setContributions(
        List.of(
            new Contribution("won", LocalDate.parse("2026-03-31"), "", 1L),
            new Contribution("won_amount", LocalDate.MIN.withYear(-4_000), "EUR", -1L),
            new Contribution("長", LocalDate.EPOCH, "USD", Long.MIN_VALUE)));

    assertThat(bytes(page, new RecordWriter<>(EntityContributions.class)))
        .isEqualTo(bytes(page, new SpecificDatumWriter<>(EntityContributions.class)));
  }

  @Test
  void whatHasGeneratedCodeIsWrittenAsAvroDoes() throws IOException {
    SliceChange change =
        new SliceChange(
            "owner",
            "Grace",
            List.of(new MeasureChange("mrr", "EUR", List.of(-1, 20_000), List.of(1L, -7L))),
            Instant.ofEpochMilli(1_700_000_000_000L));

    assertThat(bytes(change, new RecordWriter<>(SliceChange.class)))
        .isEqualTo(bytes(change, new SpecificDatumWriter<>(SliceChange.class)));
  }

  private static <T extends SpecificRecord> byte[] bytes(T value, DatumWriter<T> writer)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
