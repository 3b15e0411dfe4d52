package io.tributary.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentRowsTest {
  private static final long PLENTY = 1 << 20;

  private static final TopicPartition CHANGELOG = new TopicPartition("rows-changelog", 0);

  private final CountedDisk disk = new CountedDisk();

  @TempDir private Path folder;
  private RecentRows rows;

  @BeforeEach
  void open() {
    rows = open(PLENTY);
  }

  private RecentRows open(long memoryBytes) {
    return disk.open(
        Families.upTo('|'), new RowMemory(memoryBytes, new SimpleMeterRegistry()), folder);
  }

  @Test
  void whatIsMetAgainIsNotReadFromDiskAndNotWritten() {
    put("acme|deal|1", "open");
    put("acme|deal|1", "won");

    assertThat(get("acme|deal|1")).isEqualTo("won");
    assertThat(disk.reads()).isZero();
    assertThat(disk.rowsWritten()).isZero();
  }

  @Test
  void whatIsNotThereIsLookedForOnce() {
    disk.put(key("acme|deal|2"), bytes("of before"));

    assertThat(get("acme|deal|1")).isNull();
    assertThat(get("acme|deal|1")).isNull();

    assertThat(disk.reads()).isEqualTo(1);
  }

  @Test
  void whatWasNeverOnDiskIsNotLookedForThere() {
    put("acme|deal|1", "open");
    assertThat(get("acme|deal|2")).isNull();
    assertThat(get("acme2|deal|1")).isNull();
    assertThat(scan("acme|")).containsExactly("acme|deal|1=open");
    assertThat(scan("acme2|")).isEmpty();
    assertThat(disk.reads()).isZero();

    rows.all().close();
    int reads = disk.reads();
    assertThat(get("acme2|deal|2")).isNull();
    assertThat(disk.reads()).isEqualTo(reads);
    assertThat(get("acme|deal|3")).isNull();
    assertThat(disk.reads()).as("of that name there are rows").isEqualTo(reads + 1);
  }

  @Test
  void whatIsThereIsKnownAfterTheNextStart() {
    endInOrder();
    rows.commit(Map.of(CHANGELOG, 7L));
    open();

    assertThat(get("acme2|deal|1")).isNull();
    assertThat(disk.reads()).isZero();
    assertThat(get("acme|deal|1")).isEqualTo("open");
    assertThat(disk.reads()).isEqualTo(1);
  }

  @Test
  void whatWasRestoredBeforeTheNextStartIsLookedFor() {
    endInOrder();
    open();
    disk.put(key("acme2|deal|1"), bytes("restored"));
    rows.commit(Map.of(CHANGELOG, 8L));

    assertThat(get("acme2|deal|1")).isEqualTo("restored");
    assertThat(get("acme3|deal|1")).isNull();
    assertThat(disk.reads()).isEqualTo(2);
  }

  @Test
  void whatWasWrittenBeforeACrashIsLookedFor() {
    endInOrder();
    open();
    put("acme2|deal|1", "open");
    rows.all().close();
    open();

    assertThat(get("acme2|deal|1")).isEqualTo("open");
    assertThat(disk.reads()).isEqualTo(1);
  }

  @Test
  void afterADamageToTheFileAllIsLookedFor() throws IOException {
    endInOrder();
    Path file = folder.resolve("rows.names");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 1 + at / 10) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      open();
      int reads = disk.reads();
      assertThat(get("acme2|deal|1")).isNull();
      assertThat(disk.reads()).as("without byte %d", at).isEqualTo(reads + 1);
      Files.write(file, Arrays.copyOf(whole, at));
      open();
      assertThat(get("acme|deal|1")).as("%d bytes", at).isEqualTo("open");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void namesThatCannotBeKeptAreNotKnownAfterTheNextStart() throws IOException {
    Files.createDirectory(folder.resolve("rows.names.new"));
    endInOrder();
    open();

    assertThat(get("acme|deal|1")).isEqualTo("open");
    assertThat(get("acme2|deal|1")).isNull();
    assertThat(disk.reads()).isEqualTo(2);
  }

  @Test
  void aRowThatIsTooLargeForMemoryIsFoundOnDisk() {
    RecentRows few = open(1 << 10);
    byte[] large = new byte[1 << 10];
    few.put(key("acme|deal|1"), large);
    few.put(key("acme|deal|2"), bytes("small"));

    assertThat(few.get(key("acme|deal|1"))).isEqualTo(large);
    try (KeyValueIterator<Bytes, byte[]> found = few.prefixScan("acme|", new StringSerializer())) {
      assertThat(found.next().value).isEqualTo(large);
      assertThat(found.next().value).isEqualTo(bytes("small"));
      assertThat(found.hasNext()).isFalse();
    }
  }

  @Test
  void whatOthersMayHaveWrittenIsLookedFor() {
    put("acme|deal|1", "open");
    rows.commit(Map.of());
    disk.put(key("acme2|deal|1"), bytes("restored"));

    assertThat(get("acme2|deal|1")).isEqualTo("restored");
    assertThat(scan("acme2|")).containsExactly("acme2|deal|1=restored");
  }

  @Test
  void aWholeFamilyIsScannedOnDiskOnceAndThenKnowsWhatItHasNot() {
    disk.put(key("acme|deal|1"), bytes("open"));
    disk.put(key("acme2|deal|1"), bytes("of others"));
    put("acme|deal|2", "won");
    assertThat(scan("acme|")).containsExactly("acme|deal|1=open", "acme|deal|2=won");

    disk.delete(key("acme|deal|1"));
    put("acme|deal|0", "new");
    rows.delete(key("acme|deal|2"));

    assertThat(scan("acme|")).containsExactly("acme|deal|0=new", "acme|deal|1=open");
    int reads = disk.reads();
    assertThat(get("acme|deal|7")).isNull();
    assertThat(disk.reads()).isEqualTo(reads);
  }

  @Test
  void newerRowsTakeThePlaceOfTheOldest() {
    RowMemory little = new RowMemory(1 << 10, new SimpleMeterRegistry());
    RecentRows few = disk.open(Families.EACH_ROW, little, folder);
    for (int i = 0; i < 100; i++) {
      few.put(key("row" + i), bytes("1"));
      few.put(key("again and again"), bytes("" + i));
    }

    assertThat(disk.get(key("row0"))).isEqualTo(bytes("1"));
    assertThat(disk.get(key("row99"))).as("not yet").isNull();
    assertThat(disk.rowsWritten()).as("what changed again is not written").isLessThan(110);
    assertThat(few.get(key("row0"))).isEqualTo(bytes("1"));
    assertThat(few.get(key("again and again"))).isEqualTo(bytes("99"));
  }

  @Test
  void aFamilyThatDoesNotFitIsReadAndWrittenAllTheSame() {
    RecentRows few = open(1 << 10);
    for (int i = 0; i < 100; i++) {
      few.put(key("acme|%03d".formatted(i)), bytes("1"));
    }

    try (KeyValueIterator<Bytes, byte[]> found = few.prefixScan("acme|", new StringSerializer())) {
      int count = 0;
      while (found.hasNext()) {
        assertThat(found.next().key).isEqualTo(key("acme|%03d".formatted(count++)));
      }
      assertThat(count).isEqualTo(100);
    }
  }

  @Test
  void aCommitWritesAllOnceAndForgetsAsOthersMayWriteToTheDiskThen() {
    put("acme|deal|1", "open");
    rows.commit(Map.of());
    rows.commit(Map.of());
    assertThat(disk.rowsWritten()).isEqualTo(1);
    assertThat(disk.get(key("acme|deal|1"))).isEqualTo(bytes("open"));

    disk.put(key("acme|deal|1"), bytes("restored"));
    assertThat(get("acme|deal|1")).isEqualTo("restored");
  }

  @Test
  void whatIsOnDiskForOthersToScanIsNotWrittenAgain() {
    put("acme|deal|1", "open");
    rows.all().close();
    put("acme|deal|2", "open");
    rows.range(key("a"), null).close();
    rows.commit(Map.of());

    assertThat(disk.rowsWritten()).isEqualTo(2);
  }

  @Test
  void whatWasNotCommittedIsNotWrittenWhenItIsClosed() {
    put("acme|deal|1", "open");
    rows.close();

    assertThat(disk.rowsWritten()).isZero();
  }

  @Test
  void storesThatHoldRowsShareTheMemory() {
    RowMemory memory = new RowMemory(4 << 10, new SimpleMeterRegistry());
    assertThat(memory.chunks()).isEqualTo(16);
    memory.joined();
    assertThat(memory.chunks()).isEqualTo(16);
    memory.joined();
    memory.joined();
    memory.joined();
    assertThat(memory.chunks()).isEqualTo(4);
    memory.left();
    memory.left();
    assertThat(memory.chunks()).isEqualTo(8);
  }

  @Test
  void aStoreSharesTheMemoryWhileItIsOpen() {
    RowMemory memory = new RowMemory(4 << 10, new SimpleMeterRegistry());
    memory.joined();
    RecentRows here = disk.open(Families.EACH_ROW, memory, folder);
    assertThat(memory.chunks()).isEqualTo(8);
    here.close();
    here.close();
    assertThat(memory.chunks()).isEqualTo(16);
  }

  @Test
  void whatNoLongerFitsIntoAShareGoesToDisk() {
    RowMemory memory = new RowMemory(4 << 10, new SimpleMeterRegistry());
    RecentRows here = disk.open(Families.EACH_ROW, memory, folder);
    for (int i = 0; i < 50; i++) {
      here.put(key("row%02d".formatted(i)), bytes("1"));
    }
    assertThat(disk.rowsWritten()).isZero();
    for (int i = 0; i < 16; i++) {
      memory.joined();
    }
    for (int i = 0; i < 50; i++) {
      here.put(key("more%02d".formatted(i)), bytes("2"));
    }

    assertThat(disk.rowsWritten()).as("all but a chunk").isBetween(90, 99);
    for (int i = 0; i < 50; i++) {
      assertThat(here.get(key("row%02d".formatted(i)))).isEqualTo(bytes("1"));
      assertThat(here.get(key("more%02d".formatted(i)))).isEqualTo(bytes("2"));
    }
  }

  @Test
  void aChunkIsAPartOfTheMemoryAndNeitherLargeNorTiny() {
    assertThat(chunkBytes(0)).isEqualTo(1 << 8);
    assertThat(chunkBytes(1 << 20)).isEqualTo(1 << 12);
    assertThat(chunkBytes(80 << 20)).isEqualTo(1 << 18);
    assertThat(chunkBytes(1L << 36)).isEqualTo(1 << 18);
  }

  private static int chunkBytes(long memory) {
    return 1 << new RowMemory(memory, new SimpleMeterRegistry()).chunkBits();
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() {
    put("acme|deal|1", "open");
    disk.fails(true);
    assertThatThrownBy(() -> rows.all()).hasMessage("disk full");
    disk.fails(false);
    rows.commit(Map.of());

    assertThat(disk.get(key("acme|deal|1"))).isEqualTo(bytes("open"));
  }

  @Test
  void aRowThatIsLargerThanAChunkIsOnDiskAlone() {
    RowMemory memory = new RowMemory(4 << 10, new SimpleMeterRegistry());
    RecentRows few = disk.open(Families.upTo('|'), memory, folder);
    few.put(key("acme|1"), bytes("small"));
    few.put(key("acme|2"), bytes("small"));
    few.prefixScan("acme|", new StringSerializer()).close();
    few.put(key("acme|1"), new byte[300]);

    assertThat(few.get(key("acme|1"))).hasSize(300);
    try (KeyValueIterator<Bytes, byte[]> found = few.prefixScan("acme|", new StringSerializer())) {
      assertThat(found.next().value).hasSize(300);
      assertThat(found.next().value).isEqualTo(bytes("small"));
      assertThat(found.hasNext()).isFalse();
    }
    few.put(key("acme|1"), bytes("small again"));
    assertThat(few.get(key("acme|1"))).isEqualTo(bytes("small again"));
  }

  /** With one row, when its changelog has offset 7. */
  private void endInOrder() {
    put("acme|deal|1", "open");
    rows.commit(Map.of(CHANGELOG, 7L));
  }

  private void put(String key, String value) {
    rows.put(key(key), bytes(value));
  }

  private String get(String key) {
    byte[] value = rows.get(key(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private List<String> scan(String prefix) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> scanned =
        rows.prefixScan(prefix, new StringSerializer())) {
      scanned.forEachRemaining(
          row -> found.add(row.key + "=" + new String(row.value, StandardCharsets.UTF_8)));
    }
    return found;
  }

  private static Bytes key(String text) {
    return Bytes.wrap(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
