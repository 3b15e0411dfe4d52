package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayEncoderTest {
  private final ArrayEncoder encoder = new ArrayEncoder();

  private interface Writing {
    void to(Encoder out) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "Müller", "\u0141\u00f3d\u017a", "東京", "a😀b", "half \ud83d of one"})
  void textIsWrittenAsAvroDoes(String text) throws IOException {
    isAsAvros(out -> out.writeString(text));
    isAsAvros(out -> out.writeString((CharSequence) text.repeat(1_000)));
    isAsAvros(out -> out.writeString(new Utf8(text)));
  }

  @Test
  void allElseIs() throws IOException {
    isAsAvros(
        out -> {
          for (int shift = 0; shift < Long.SIZE; shift++) {
            out.writeLong(1L << shift);
            out.writeLong(-1L << shift);
            out.writeInt(1 << shift);
            out.writeInt(-1 << shift);
          }
          out.writeBoolean(true);
          out.writeBoolean(false);
          out.writeNull();
          out.writeFloat(1.5f);
          out.writeDouble(-1.5);
          out.writeEnum(3);
          out.writeIndex(2);
          out.writeBytes(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2));
          out.writeFixed(new byte[] {4, 5, 6}, 1, 2);
          out.writeArrayStart();
          out.setItemCount(2);
          out.startItem();
          out.writeInt(1);
          out.startItem();
          out.writeInt(2);
          out.writeArrayEnd();
          out.writeMapStart();
          out.setItemCount(0);
          out.writeMapEnd();
        });
  }

  @Test
  void itMayBeginAnew() throws IOException {
    encoder.writeString("what a record that could not be written left");
    encoder.clear();
    encoder.writeByte(7);

    assertThat(encoder.toByteArray()).containsExactly(7);
  }

  private void isAsAvros(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder avros = EncoderFactory.get().binaryEncoder(bytes, null);
    writing.to(avros);
    avros.flush();
    encoder.clear();
    writing.to(encoder);
    assertThat(encoder.toByteArray()).isEqualTo(bytes.toByteArray());
  }
}
