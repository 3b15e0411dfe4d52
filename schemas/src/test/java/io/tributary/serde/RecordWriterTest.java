package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.output.SliceChange;
import io.tributary.state.AlertStatusState;
import io.tributary.state.CustomerState;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
import io.tributary.state.FactList;
import io.tributary.state.GraphLink;
import io.tributary.state.GraphRow;
import io.tributary.state.SliceRowsState;
import io.tributary.state.SubjectState;
import io.tributary.state.SumsBlock;
import io.tributary.state.SumsJournal;
import io.tributary.state.WaitingNames;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordWriterTest {
  private static final int RECORDS = 300;

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  /** All that topics and stores hold. */
  static Stream<Class<? extends SpecificRecord>> classes() {
    return Stream.concat(
        Topics.ALL.stream().map(Topic::value).flatMap(Optional::stream).distinct(),
        Stream.of(
            AlertStatusState.class,
            CustomerState.class,
            Departure.class,
            EntityState.class,
            FactList.class,
            GraphLink.class,
            GraphRow.class,
            SliceRowsState.class,
            SubjectState.class,
            SumsBlock.class,
            SumsJournal.class,
            WaitingNames.class));
  }

  @ParameterizedTest
  @MethodSource("classes")
  <T extends SpecificRecord> void anyRecordIsReadAndWrittenAsAvroDoes(Class<T> type)
      throws IOException {
    Schema schema = SpecificData.get().getSchema(type);
    DatumWriter<Object> any = new GenericDatumWriter<>(schema);
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(type);
    SpecificDatumWriter<T> avros = new SpecificDatumWriter<>(type);
    RecordWriter<T> ours = new RecordWriter<>(type);
    ArrayEncoder encoder = new ArrayEncoder();
    RecordReader<T> reading = new RecordReader<>(type);
    for (Object random : new RandomData(schema, RECORDS, type.getName().hashCode())) {
      byte[] written = bytes(out -> any.write(random, out));
      T value = reader.read(null, DecoderFactory.get().binaryDecoder(written, null));

      assertThat(reading.read(written, 0)).isEqualTo(value);
      encoder.clear();
      ours.write(value, encoder);
      assertThat(encoder.toByteArray())
          .as("%s", value)
          .isEqualTo(bytes(out -> avros.write(value, out)));
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    SliceChange change = new SliceChange("owner", null, List.of(), Instant.EPOCH);

    assertThatThrownBy(() -> bytes(out -> new RecordWriter<>(SliceChange.class).write(change, out)))
        .isInstanceOf(AvroTypeException.class)
        .hasMessage("slice of a SliceChange cannot be null");

    Departure departure = new Departure(null, 7L);
    assertThatThrownBy(
            () -> bytes(out -> new RecordWriter<>(Departure.class).write(departure, out)))
        .isInstanceOf(AvroTypeException.class)
        .hasMessageContaining("\"owner\": null");
  }

  private interface Writing {
    void to(Encoder out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writing.to(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
