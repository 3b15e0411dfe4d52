package io.tributary.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedMemoryTest {
  private final SharedMemory memory = new SharedMemory(100);

  @Test
  void allWhoUseItHaveEqualSharesAtAnyTime() {
    assertThat(memory.share()).isEqualTo(100);
    memory.joined();
    assertThat(memory.share()).isEqualTo(100);
    memory.joined();
    memory.joined();
    assertThat(memory.share()).isEqualTo(33);
    memory.left();
    assertThat(memory.share()).isEqualTo(50);
  }
}
