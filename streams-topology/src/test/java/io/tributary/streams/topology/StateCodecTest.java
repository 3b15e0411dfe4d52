package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.Departure;
import java.nio.ByteBuffer;
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
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("state of an unknown version: [99]");
  }

  @Test
  void nothingIsNoState() {
    assertThatThrownBy(() -> codec.decode(new byte[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown version");
    assertThatThrownBy(() -> codec.decode(ByteBuffer.allocate(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown version");
  }
}
