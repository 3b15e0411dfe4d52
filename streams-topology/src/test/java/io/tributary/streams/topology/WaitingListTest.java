package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WaitingListTest {
  private static final int RESTORED = 77;
  private static final int MOST = 50_000;
  private static final int ALL = Integer.MAX_VALUE;

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("waiting").get();
  private WaitingList list = restarted();

  @Test
  void whoWaitsIsFoundWhenTheTimeHasComeTheLongestWaitingFirst() {
    list.add("A", 20);
    list.add("B", 10);
    list.add("C", 30);
    list.add("A", 5);

    assertThat(list.upTo(9, ALL)).isEmpty();
    assertThat(list.upTo(20, ALL)).containsExactly("A", "B");
    assertThat(list.upTo(30, 1)).containsExactly("A");
    assertThat(list.count()).isEqualTo(3);
    list.remove("A");
    list.remove("nobody");
    assertThat(list.upTo(30, ALL)).containsExactly("B", "C");
    assertThat(list.contains("A")).isFalse();
    assertThat(list.contains("B")).isTrue();
  }

  @Test
  void aRestartFindsWhoWasSavedAndNobodyWhoWasGoneByThen() {
    list.add("A", 1);
    list.add("B", 1);
    list.add("C", 1);
    list.remove("B");
    list.save();
    list.add("never saved", 1);

    list = restarted();

    assertThat(list.upTo(RESTORED - 1, ALL)).isEmpty();
    assertThat(list.upTo(RESTORED, ALL)).containsExactly("A", "C");
    assertThat(list.count()).isEqualTo(2);
  }

  @Test
  void thoseOfOneCommitAreOneRowWhichGoesWithTheLastOfThem() {
    list.add("A", 1);
    list.add("B", 1);
    list.save();
    list.add("C", 1);
    list.save();
    list.save();
    assertThat(store.approximateNumEntries()).isEqualTo(2);

    list.remove("A");
    assertThat(store.approximateNumEntries()).isEqualTo(2);
    list.remove("B");
    assertThat(store.approximateNumEntries()).isEqualTo(1);
    list = restarted();
    assertThat(list.upTo(RESTORED, ALL)).containsExactly("C");

    list.add("D", 1);
    list.save();
    list.remove("C");
    list.remove("D");
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void whoWaitsAgainIsInALaterRow() {
    list.add("A", 1);
    list.add("B", 1);
    list.save();
    list.remove("A");
    list.add("A", 2);
    list.remove("A");
    list.add("A", 3);
    list.save();
    assertThat(store.approximateNumEntries()).isEqualTo(2);

    list = restarted();
    assertThat(list.upTo(RESTORED, ALL)).containsExactly("A", "B");
    list.remove("B");
    assertThat(store.approximateNumEntries()).isEqualTo(1);
    list.remove("A");
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void rowsAreBounded() {
    IntStream.range(0, 2_001).forEach(number -> list.add("c" + number, number));
    list.save();

    assertThat(store.approximateNumEntries()).isEqualTo(3);
    assertThat(restarted().upTo(RESTORED, ALL)).hasSize(2_001);
  }

  @Test
  void thereIsAnEndToThoseWhoMayWait() {
    IntStream.range(0, MOST - 1).forEach(number -> list.add("c" + number, number));
    assertThat(list.isFull()).isFalse();
    list.add("one more", 1);
    assertThat(list.isFull()).isTrue();
    list.save();
    assertThat(restarted().isFull()).isTrue();

    list.remove("one more");
    assertThat(list.isFull()).isFalse();
  }

  @Test
  void whoWaitsMayBeGivenAnotherTime() {
    list.add("A", 1);
    list.save();
    list.move("A", 9);
    list.move("nobody", 9);

    assertThat(list.upTo(8, ALL)).isEmpty();
    assertThat(list.upTo(9, ALL)).containsExactly("A");
    list.remove("A");
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void thereMayBeAnEndForAllWhoWaitWhateverIsSaidOfThemLater() {
    list.add("A", 1);
    list.add("B", 9);
    list.end();
    list.add("C", 9);
    list.move("B", 9);

    assertThat(list.upTo(0, ALL)).containsExactly("A", "B");
    assertThat(list.upTo(9, ALL)).containsExactly("A", "B", "C");
  }

  private WaitingList restarted() {
    return new WaitingList(store, () -> RESTORED, MOST);
  }
}
