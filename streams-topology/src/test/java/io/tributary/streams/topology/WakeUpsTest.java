package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("wake-ups").get();
  private final WakeUps wakeUps = new WakeUps(store);

  @Test
  void whoIsDueComesLongestDueFirst() {
    at("B", 2_000);
    at("A", 3_000);
    at("C", 3_001);

    assertThat(wakeUps.due(3_000, 10)).containsExactly("B", "A");
    assertThat(wakeUps.due(3_001, 10)).contains("C");
  }

  @Test
  void whoDoesNotFitIsThereTheNextTime() {
    at("A", 1_000);
    at("B", 2_000);
    at("C", 3_000);

    assertThat(wakeUps.due(5_000, 2)).containsExactly("A", "B");
    wakeUps.move("A", OptionalLong.of(1_000), OptionalLong.empty());
    wakeUps.move("B", OptionalLong.of(2_000), OptionalLong.empty());

    assertThat(wakeUps.due(5_001, 2)).containsExactly("C");
  }

  @Test
  void whoIsAddedForTheTimeOfTheLastLookIsFound() {
    assertThat(wakeUps.due(5_000, 2)).isEmpty();
    at("A", 5_000);

    assertThat(wakeUps.due(5_001, 2)).containsExactly("A");
  }

  @Test
  void whoIsAddedWhileTheClockIsBackIsFound() {
    assertThat(wakeUps.due(5_000, 2)).isEmpty();
    at("A", 4_000);

    assertThat(wakeUps.due(4_000, 2)).containsExactly("A");
  }

  private void at(String customer, long time) {
    wakeUps.move(customer, OptionalLong.empty(), OptionalLong.of(time));
  }
}
