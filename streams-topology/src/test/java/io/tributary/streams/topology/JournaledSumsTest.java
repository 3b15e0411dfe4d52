package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MeasureChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournaledSumsTest {
  private static final String KEY = "region|EU";

  /** Its key begins alike: neither may take the other's rows for its own. */
  private static final String NEIGHBOUR = "region|EU-WEST";

  /** What a broker takes in one record, unless told otherwise. */
  private static final int BROKER_BYTES = 1_000_000;

  private static final int MOST_ENTRIES = 1_000;

  private KeyValueStore<Bytes, byte[]> store;
  private SumsStore rows;
  private JournaledSums sums;

  /** "measure currency" → day → the sum; those that came to 0 are left out. */
  private Map<String, Map<Integer, Long>> plain;

  @BeforeEach
  @BeforeTry
  void begin() {
    store = Stores.inMemoryKeyValueStore("sums").get();
    rows = new SumsStore(store);
    plain = new TreeMap<>();
    reload();
  }

  @Property(tries = 60)
  void whateverIsChangedAndSavedAndReadAgainTheSumsAreThose(@ForAll long seed) {
    Random random = new Random(seed);
    List<MeasureChange> taken = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      switch (random.nextInt(9)) {
        case 0 -> save();
        case 1 -> saveAndReload();
        case 2 -> {
          save();
          sums.forget();
        }
        case 3 -> {
          if (!taken.isEmpty()) {
            add(withdrawn(taken.remove(random.nextInt(taken.size()))));
          }
        }
        default -> {
          MeasureChange change = randomChange(random);
          taken.add(change);
          add(change);
        }
      }
    }
    saveAndReload();
  }

  @Test
  void aCommitIsOneRecordHoweverManySumsItChanges() {
    for (int measure = 0; measure < 100; measure++) {
      add(change("m" + measure, "EUR", -40, 0, 40));
    }
    save();

    assertThat(keys(key -> true)).hasSize(1);
    saveAndReload();
  }

  @Test
  void theJournalBeginsAgainAfterAThousandEntries() {
    for (int commit = 0; commit < 2 * MOST_ENTRIES + 500; commit++) {
      add(change("leads", "", commit % 700 - 350));
      sums.save();
    }

    assertThat(keys(key -> key.startsWith("journal"))).hasSize(MOST_ENTRIES);
    assertThat(rows.round(KEY)).isEqualTo(2);
    saveAndReload();
  }

  @Test
  void entriesThatWereReadAgainCountTowardsTheThousand() {
    for (int commit = 0; commit < 2 * MOST_ENTRIES; commit++) {
      add(change("leads", "", commit % 700));
      sums.save();
      if (commit % 100 == 0) {
        reload();
      }
    }

    assertThat(keys(key -> key.startsWith("journal"))).hasSize(MOST_ENTRIES);
    saveAndReload();
  }

  @Test
  void theJournalBeginsAgainWhenItIsLongBesideFewSums() {
    for (int commit = 0; commit < 40; commit++) {
      for (int change = 0; change < 400; change++) {
        add(change("leads", "", -1));
      }
      save();
    }

    assertThat(rows.round(KEY)).as("16,000 changes of one sum").isEqualTo(1);
    saveAndReload();
  }

  @Test
  void aJournalNoLongerThanTheSumsIsKept() {
    for (int commit = 0; commit < 40; commit++) {
      for (int change = 0; change < 400; change++) {
        add(change("m" + change, "", commit));
      }
      save();
    }

    assertThat(rows.round(KEY)).as("16,000 changes of as many sums").isZero();
    saveAndReload();
  }

  @Test
  void moreThanARecordTakesIsWrittenInSeveral() {
    String name = "stage_dwell_ms:" + "Verhandlung über Jahresverträge ".repeat(3);
    for (int measure = 0; measure < 6_000; measure++) {
      add(change(name + measure, "EUR", -1, 0));
    }
    save();
    assertThat(keys(key -> key.startsWith("journal"))).hasSizeBetween(2, 20);
    saveAndReload();

    commitEach(MOST_ENTRIES, change(name, "EUR", 0));
    assertThat(rows.round(KEY)).isEqualTo(1);
    assertThat(keys(key -> key.startsWith("sums")))
        .as("12,000 sums in two blocks")
        .hasSizeBetween(4, 20);
    saveAndReload();

    for (int measure = 0; measure < 6_000; measure++) {
      add(withdrawn(change(name + measure, "EUR", -1, 0)));
    }
    commitEach(MOST_ENTRIES, change(name, "EUR", 0));
    assertThat(rows.round(KEY)).isEqualTo(2);
    assertThat(keys(key -> key.startsWith("sums"))).hasSize(1);
    saveAndReload();
  }

  @Test
  void changesThatAreTooLongTogetherAreWrittenApart() {
    int[] days = IntStream.range(0, 150_000).toArray();
    add(change("leads", "", days));
    add(change("paid", "EUR", days));
    save();

    assertThat(keys(key -> key.startsWith("journal"))).as("300,000 bytes each").hasSize(2);
    saveAndReload();
  }

  @Test
  void whatChangesSumsThatAreNotInMemoryDoesNotReadThem() {
    add(change("leads", "", -40, 0, 40));
    save();
    sums.forget();

    add(change("leads", "", 0, 41));
    save();
    assertThat(sums.isInMemory()).isFalse();
    assertThat(sums.sizeInMemory()).isZero();
    assertSumsAreThePlain();
    assertThat(sums.isInMemory()).isTrue();
  }

  @Test
  void whatChangedSumsThatAreNotInMemoryCountsBeforeItIsSaved() {
    add(change("leads", "", 0));
    save();
    sums.forget();

    add(change("leads", "", 0, 41));
    assertSumsAreThePlain();
    saveAndReload();
  }

  @Test
  void whatIsNotInMemoryIsCountedBesideTheSumsThereWere() {
    for (int commit = 0; commit < 40; commit++) {
      for (int change = 0; change < 400; change++) {
        add(change("m" + change, "", commit));
      }
      save();
      sums.forget();
    }
    assertThat(rows.round(KEY)).as("16,000 changes, while 400 sums were in memory").isEqualTo(1);
    saveAndReload();
  }

  @Test
  void theJournalOfSumsThatAreNotInMemoryBeginsAgainAsWell() {
    for (int commit = 0; commit <= MOST_ENTRIES; commit++) {
      add(change("leads", "", commit % 700 - 350));
      sums.save();
      if (commit == 10) {
        sums.forget();
      }
    }

    assertThat(rows.round(KEY)).isEqualTo(1);
    saveAndReload();
  }

  @Test
  void sumsThatWereTakenBackLeaveNoBlocks() {
    commitEach(MOST_ENTRIES + 1, change("paid", "EUR", -129, -128, -1, 0, 127, 128));
    assertThat(keys(key -> key.startsWith("sums"))).hasSize(6);
    commitEach(MOST_ENTRIES + 1, withdrawn(change("paid", "EUR", -129, -128, -1, 0, 127, 128)));

    assertThat(keys(key -> key.startsWith("sums"))).isEmpty();
    assertThat(plain).isEmpty();
    saveAndReload();
  }

  @Test
  void theSliceWhoseKeyBeginsAlikeIsAnother() {
    JournaledSums neighbour = new JournaledSums(NEIGHBOUR, rows);
    for (int commit = 0; commit <= MOST_ENTRIES; commit++) {
      neighbour.add(change("leads", "", commit));
      neighbour.save();
    }
    neighbour.add(change("leads", "", 5));
    neighbour.save();

    reload();
    assertSumsAreThePlain();
  }

  private void commitEach(int times, MeasureChange change) {
    for (int commit = 0; commit < times; commit++) {
      add(change);
      sums.save();
    }
    save();
  }

  private void add(MeasureChange change) {
    sums.add(change);
    Map<Integer, Long> days =
        plain.computeIfAbsent(
            change.getMeasure() + ' ' + change.getCurrency(), m -> new TreeMap<>());
    MeasureChanges.amounts(change).forEach((day, amount) -> days.merge(day, amount, Long::sum));
    days.values().removeIf(sum -> sum == 0);
    if (days.isEmpty()) {
      plain.remove(change.getMeasure() + ' ' + change.getCurrency());
    }
  }

  private void save() {
    sums.save();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> row = all.next();
        assertThat(row.key.get().length + row.value.length).isLessThan(BROKER_BYTES);
      }
    }
  }

  private void reload() {
    sums = new JournaledSums(KEY, rows);
  }

  private void saveAndReload() {
    save();
    reload();
    assertSumsAreThePlain();
  }

  private void assertSumsAreThePlain() {
    Map<String, Map<Integer, Long>> found = new TreeMap<>();
    for (MeasureChange measure : sums.sums().during(-1_000_000, 1_000_000)) {
      found.put(
          measure.getMeasure() + ' ' + measure.getCurrency(), MeasureChanges.amounts(measure));
    }
    assertThat(found).isEqualTo(plain);
    assertThat(sums.sums().size()).isEqualTo(plain.values().stream().mapToInt(Map::size).sum());
  }

  /** The keys of what is kept. */
  private List<String> keys(Predicate<String> those) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(row -> keys.add(new String(row.key.get(), UTF_8)));
    }
    return keys.stream().filter(those).toList();
  }

  /** Of one of a few measures on up to 400 days around 1970-01-01. */
  private static MeasureChange randomChange(Random random) {
    Map<Integer, Long> days = new HashMap<>();
    int most = random.nextInt(4) == 0 ? 400 : 5;
    for (int i = random.nextInt(most); i >= 0; i--) {
      days.put(random.nextInt(500) - 250, random.nextLong(-3, 4));
    }
    return MeasureChanges.of(
        List.of("leads", "paid", "mrr_kept:R30").get(random.nextInt(3)),
        List.of("", "EUR", "USD").get(random.nextInt(3)),
        days);
  }

  /** One more on each of those days. */
  private static MeasureChange change(String measure, String currency, int... days) {
    Map<Integer, Long> amounts = new HashMap<>();
    for (int day : days) {
      amounts.put(day, 1L);
    }
    return MeasureChanges.of(measure, currency, amounts);
  }

  private static MeasureChange withdrawn(MeasureChange change) {
    Map<Integer, Long> amounts = MeasureChanges.amounts(change);
    amounts.replaceAll((day, amount) -> -amount);
    return MeasureChanges.of(change.getMeasure(), change.getCurrency(), amounts);
  }
}
