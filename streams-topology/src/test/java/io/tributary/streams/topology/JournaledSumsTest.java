package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MeasureChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class JournaledSumsTest {
  /** What a broker takes in a record, ordinarily. */
  private static final int MOST_BYTES = 1_000_000;

  private static final String SLICE = "owner|Grace";

  private final KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("sums").get();
  private final SumsStore store = new SumsStore(rows);
  private final Map<Sum, Long> expected = new HashMap<>();
  private JournaledSums sums = JournaledSums.load(SLICE, store);

  private record Sum(String measure, String currency, int day) {}

  @Property(tries = 100)
  void whatIsReadAgainIsWhatWasSaved(@ForAll long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 200; step++) {
      for (int change = random.nextInt(4); change > 0; change--) {
        addAnything(random);
      }
      if (random.nextInt(3) == 0) {
        save();
        if (random.nextInt(3) == 0) {
          reload();
        }
        assertSumsAreAsExpected();
      }
    }
  }

  @Test
  void aJournalOfManySavesBeginsAgain() {
    for (int time = 0; time < 2_500; time++) {
      add("won_count", "", time % 7, 1);
      save();
    }

    assertThat(journalRows()).isLessThanOrEqualTo(1_000);
    reload();
    assertSumsAreAsExpected();
  }

  @Test
  void aJournalThatIsLongBesideFewSumsBeginsAgain() {
    for (int time = 0; time < 4; time++) {
      for (int change = 0; change < 6_000; change++) {
        add("won_amount", "EUR", change % 2, 1_000_000);
      }
      save();
    }

    assertThat(store.round(SLICE)).isGreaterThan(0);
    reload();
    assertSumsAreAsExpected();
  }

  @Test
  void noRecordIsLargerThanABrokerTakes() {
    for (int day = -50_000; day < 50_000; day++) {
      add("open_amount", "USD", day, Long.MAX_VALUE - day);
    }
    save();
    reload();

    assertSumsAreAsExpected();
  }

  @Test
  void sumsThatCameToNothingLeaveNothing() {
    add("mrr", "EUR", -1, 5);
    add("mrr", "EUR", 40, 7);
    save();
    add("mrr", "EUR", -1, -5);
    add("mrr", "EUR", 40, -7);
    save();
    reload();

    assertThat(sums.sums().size()).isZero();
  }

  private void addAnything(Random random) {
    String measure = "measure-" + random.nextInt(4);
    String currency = random.nextBoolean() ? "" : "EUR";
    int day = random.nextInt(200) - 100;
    long known = expected.getOrDefault(new Sum(measure, currency, day), 0L);
    add(measure, currency, day, random.nextInt(3) == 0 ? -known : random.nextInt(100) - 50);
  }

  private void add(String measure, String currency, int day, long amount) {
    sums.add(new MeasureChange(measure, currency, List.of(day), List.of(amount)));
    expected.merge(new Sum(measure, currency, day), amount, Long::sum);
  }

  private void save() {
    sums.save(store);
    forEachRow(row -> assertThat(row.value.length).isLessThan(MOST_BYTES));
  }

  private void reload() {
    sums = JournaledSums.load(SLICE, store);
  }

  private void assertSumsAreAsExpected() {
    expected.values().removeIf(sum -> sum == 0);
    assertThat(sums.sums().size()).isEqualTo(expected.size());
    expected.forEach(
        (sum, amount) ->
            assertThat(sums.sums().on(sum.measure(), sum.currency(), sum.day()))
                .as("%s", sum)
                .isEqualTo(amount));
  }

  private int journalRows() {
    List<String> journal = new ArrayList<>();
    forEachRow(
        row -> {
          if (row.key.toString().startsWith("journal")) {
            journal.add(row.key.toString());
          }
        });
    return journal.size();
  }

  private interface RowReader {
    void read(KeyValue<Bytes, byte[]> row);
  }

  private void forEachRow(RowReader reader) {
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      all.forEachRemaining(reader::read);
    }
  }
}
