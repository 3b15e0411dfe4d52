package io.tributary.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Whatever fits into memory, whichever rows are read together, and whoever has written to the disk
 * since the last commit, it is a map.
 */
class RecentRowsProperties {
  private static final int STEPS = 300;
  private static final List<String> CUSTOMERS = List.of("", "a", "ab", "b", "ü");
  private static final TopicPartition CHANGELOG = new TopicPartition("rows-changelog", 0);
  private static final List<String> PREFIXES = List.of("a", "a|", "ab|", "a|x", "ü|", "|");

  @Property
  void itIsAMap(@ForAll long seed, @ForAll @LongRange(min = 0, max = 4_000) long memory)
      throws IOException {
    Path folder = Files.createTempDirectory("rows");
    try {
      isAMap(new Random(seed), memory, folder);
    } finally {
      Utils.delete(folder.toFile());
    }
  }

  private static void isAMap(Random random, long memory, Path folder) {
    Families families = random.nextBoolean() ? Families.EACH_ROW : Families.upTo('|');
    CountedDisk disk = new CountedDisk();
    RowMemory shared = new RowMemory(memory, new SimpleMeterRegistry());
    RecentRows rows = disk.open(families, shared, folder);
    long offset = 0;
    int others = 0;
    TreeMap<Bytes, String> expected = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      Bytes key = key(random);
      String value =
          "v" + random.nextInt(3) + "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 400 : 40));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          rows.put(key, bytes(value));
          expected.put(key, value);
        }
        case 3 -> assertThat(text(rows.delete(key))).isEqualTo(expected.remove(key));
        case 4 ->
            assertThat(text(rows.putIfAbsent(key, bytes(value))))
                .isEqualTo(expected.putIfAbsent(key, value));
        case 5 -> {
          String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
          assertThat(read(rows.prefixScan(prefix, new StringSerializer())))
              .isEqualTo(
                  expected.entrySet().stream()
                      .filter(row -> text(row.getKey().get()).startsWith(prefix))
                      .map(row -> row.getKey() + "=" + row.getValue())
                      .toList());
        }
        case 6 -> {
          if (random.nextInt(3) == 0 && others < 20) {
            shared.joined();
            others++;
          } else if (random.nextInt(3) == 0 && others > 0) {
            shared.left();
            others--;
          }
          if (random.nextInt(20) == 0) {
            rows.commit(Map.of(CHANGELOG, offset++));
            if (random.nextInt(2) == 0) {
              disk.put(key, bytes(value));
              disk.commit(Map.of(CHANGELOG, offset++));
              expected.put(key, value);
            }
            if (random.nextInt(2) == 0) {
              rows = disk.open(families, shared, folder);
            }
          }
          if (random.nextInt(5) == 0) {
            assertThat(read(rows.all())).isEqualTo(all(expected));
            assertThat(read(rows.range(key, null))).isEqualTo(all(expected.tailMap(key)));
          }
        }
        default -> assertThat(text(rows.get(key))).isEqualTo(expected.get(key));
      }
    }
    rows.commit(Map.of(CHANGELOG, offset));
    assertThat(read(disk.all())).isEqualTo(all(expected));
  }

  private static Bytes key(Random random) {
    String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    String rest = random.nextInt(8) == 0 ? "" : "|" + "xyz".charAt(random.nextInt(3));
    return Bytes.wrap(bytes(customer + rest + (random.nextInt(4) == 0 ? "|1" : "")));
  }

  private static List<String> all(Map<Bytes, String> rows) {
    return rows.entrySet().stream().map(row -> row.getKey() + "=" + row.getValue()).toList();
  }

  private static List<String> read(KeyValueIterator<Bytes, byte[]> rows) {
    try (rows) {
      List<String> read = new ArrayList<>();
      rows.forEachRemaining(row -> read.add(row.key + "=" + text(row.value)));
      return read;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
