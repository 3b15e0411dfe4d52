package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.Departure;
import io.tributary.state.FactList;
import java.nio.ByteBuffer;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private static final Departure STATE = new Departure("cus_a1", 7L);

  private final StateCodec<Departure> codec = new StateCodec<>(Departure.class);

  @Test
  void whatWasEncodedIsDecoded() {
    assertThat(codec.decode(codec.encode(STATE))).isEqualTo(STATE);
  }

  @Test
  void stateLiesAnywhereWithinOtherState() {
    byte[] encoded = codec.encode(STATE);
    ByteBuffer other = ByteBuffer.allocate(encoded.length + 20);
    other.position(10);
    ByteBuffer within = other.slice().put(3, encoded).position(3);

    assertThat(codec.decode(within)).isEqualTo(STATE);
    assertThat(within.position()).isEqualTo(3);
  }

  @Test
  void stateOfAnUnknownVersionIsRefused() {
    byte[] encoded = codec.encode(STATE);
    encoded[0] = 99;

    assertThatThrownBy(() -> codec.decode(encoded))
        .isInstanceOf(ProcessorStateException.class)
        .hasMessage("state of an unknown version: [99]");
  }

  /** Facts are in stores, and on their way in topics that know no form of them. */
  @Test
  void factsOfAnotherFormNeedAnotherVersion() {
    assertThat(Long.toHexString(SchemaNormalization.parsingFingerprint64(FactList.SCHEMA$)))
        .as("fields or types of facts have changed: raise the codec's version, and read both")
        .isEqualTo("a34e5b73adaf8828");
  }

  @Test
  void nothingIsNoState() {
    assertThatThrownBy(() -> codec.decode(new byte[0]))
        .isInstanceOf(ProcessorStateException.class)
        .hasMessageContaining("unknown version");
    assertThatThrownBy(() -> codec.decode(ByteBuffer.allocate(0)))
        .isInstanceOf(ProcessorStateException.class)
        .hasMessageContaining("unknown version");
  }
}
