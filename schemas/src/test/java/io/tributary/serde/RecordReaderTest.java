package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.RevenueEvent;
import io.tributary.output.SliceChange;
import io.tributary.state.WaitingNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.BlockingBinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That it reads whatever was written is shown together with the writer. */
class RecordReaderTest {
  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void listsMayComeInBlocksThatSayHowLongTheyAre() throws IOException {
    WaitingNames names = new WaitingNames(List.of("A", "ü", "", "D"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder blocks =
        new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(bytes, null);
    assertThat(blocks).isInstanceOf(BlockingBinaryEncoder.class);
    new RecordWriter<>(WaitingNames.class).write(names, blocks);
    blocks.flush();

    assertThat(new RecordReader<>(WaitingNames.class).read(bytes.toByteArray(), 0))
        .isEqualTo(names);
  }

  @Test
  void onlyMapsOfStringsCanBeLeftOut() {
    assertThatThrownBy(() -> new RecordReader<>(WaitingNames.class, "names"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no map of strings");
  }

  @Test
  void bytesThatAreNoRecordAreRefused() {
    RecordReader<SliceChange> reader = new RecordReader<>(SliceChange.class);

    assertThatThrownBy(() -> reader.read(new byte[] {'?', 20, 'a'}, 1))
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessage("2 bytes are no SliceChange: 10 bytes are to be read, of 1");
    assertThatThrownBy(() -> reader.read(new byte[] {1}, 0))
        .isInstanceOf(AvroRuntimeException.class);
    byte[] longNumber = new byte[11];
    Arrays.fill(longNumber, (byte) 0xFF);
    assertThatThrownBy(() -> reader.read(longNumber, 0))
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("more than ten bytes");
  }

  @Test
  void whateverTheBytesAreThereIsARecordOrAnErrorOfThisKind() throws IOException {
    RecordReader<RevenueEvent> reader = new RecordReader<>(RevenueEvent.class);
    RecordReader<RevenueEvent> less = new RecordReader<>(RevenueEvent.class, "attributes");
    Schema schema = SpecificData.get().getSchema(RevenueEvent.class);
    Random random = new Random(1);
    int refused = 0;
    for (Object event : new RandomData(schema, 500, 7)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(event, encoder);
      encoder.flush();
      byte[] bytes = out.toByteArray();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      refused += isRefused(reader, bytes) ? 1 : 0;
      assertThat(isRefused(reader, cut)).isTrue();
      assertThat(isRefused(less, cut)).isTrue();
    }
    assertThat(refused).isBetween(1, 499);
  }

  private static boolean isRefused(RecordReader<? extends SpecificRecord> reader, byte[] bytes) {
    try {
      reader.read(bytes, 0);
      return false;
    } catch (AvroRuntimeException e) {
      return true;
    }
  }
}
