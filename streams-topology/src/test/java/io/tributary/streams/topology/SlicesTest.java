package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MeasureChange;
import io.tributary.output.MetricValues;
import io.tributary.output.SliceChange;
import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-31");
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final String FIRST = "owner|ada";
  private static final String SECOND = "owner|bob";

  private int reads;
  private final SumsStore store =
      new SumsStore(
          new InMemoryKeyValueStore("sums") {
            @Override
            public synchronized <S extends Serializer<P>, P>
                KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
              reads++;
              return super.prefixScan(prefix, serializer);
            }
          });
  private Slices slices = new Slices(store, Policy.standard(), 1 << 20);
  private final List<String> sent = new ArrayList<>();
  private final Set<LocalDate> days = new HashSet<>();
  private long latestWon;

  @BeforeEach
  void change() {
    slices.turnTo(TODAY);
    won(FIRST, TODAY);
    won(SECOND, TODAY);
  }

  @Test
  void whatChangesBeforeItsTurnGoesOutOnceAsItIsThen() {
    flush(
        slice -> {
          if (slice.equals("ada") && !sent.contains("ada")) {
            won(SECOND, YESTERDAY);
          }
        });

    assertThat(sent).contains("ada", "bob");
    assertThat(days).as("yesterday's rows of the second").contains(YESTERDAY);
    assertThat(slices.isDue()).isFalse();
  }

  @Test
  void whatChangesAfterItsTurnIsDueAgain() {
    flush(
        slice -> {
          if (slice.equals("bob") && !sent.contains("bob")) {
            won(FIRST, TODAY);
          }
        });

    assertThat(slices.dueCount()).isEqualTo(1);
    sent.clear();
    flush(slice -> {});
    assertThat(sent).containsOnly("ada");
    assertThat(slices.isDue()).isFalse();
  }

  /** All sums are forgotten with each commit. */
  @Test
  void withoutRoomForAnySumsRowsAreTheSame() {
    slices = new Slices(store, Policy.standard(), 0);
    slices.turnTo(TODAY);
    for (int commit = 1; commit <= 3; commit++) {
      won(FIRST, TODAY);
      slices.save();
      won(FIRST, YESTERDAY);
      flush(slice -> {});
      slices.save();
      assertThat(latestWon).as("won on two days, each once per commit").isEqualTo(2L * commit);
    }
  }

  @Test
  void withoutRoomForAnySumsTheyAreReadWhenRowsAreMadeAndNotWhenTheyChange() {
    slices = new Slices(store, Policy.standard(), 0);
    slices.turnTo(TODAY);
    won(FIRST, TODAY);
    slices.save();
    reads = 0;

    won(FIRST, TODAY);
    slices.save();
    assertThat(reads).isZero();
    flush(slice -> {});
    assertThat(reads).isPositive();
  }

  @Test
  void sumsForWhichThereIsRoomAreNotReadAgain() {
    slices.save();
    reads = 0;

    won(FIRST, TODAY);
    slices.save();
    flush(slice -> {});
    assertThat(reads).isZero();
  }

  private void won(String key, LocalDate day) {
    MeasureChange change = MeasureChanges.of(Measures.WON, "", Map.of((int) day.toEpochDay(), 1L));
    slices.accept(key, new SliceChange("", "", List.of(change), NOW), currency -> {});
  }

  private void readWon(MetricValues values) {
    values.getValues().stream()
        .filter(value -> value.getMetric().equals("win_rate") && value.getWindow().equals("R90"))
        .filter(value -> values.getAsOf().equals(TODAY))
        .forEach(value -> latestWon = value.getNumeratorMicros() / 1_000_000);
  }

  private void flush(Consumer<String> meanwhile) {
    boolean done =
        slices.flush(
            NOW,
            System.nanoTime() + Long.MAX_VALUE / 2,
            new MetricRows.Sink() {
              @Override
              public void row(String key, MetricValues values) {
                meanwhile.accept(values.getSlice());
                sent.add(values.getSlice());
                days.add(values.getAsOf());
                readWon(values);
              }

              @Override
              public void withdrawn(String key) {
                throw new AssertionError(key + " had not been sent");
              }
            });
    assertThat(done).isTrue();
  }
}
