package io.tributary.sink.poll;

import io.tributary.output.EntityContributions;
import io.tributary.sink.SinkConfiguration.BatchLimits;
import io.tributary.sink.warehouse.SinkRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** The records of the next batch, until there are enough of them or the first has waited enough. */
final class Gathering {
  /** So many times as long as usual records wait for others when there are plenty. */
  private static final int AGES_WHEN_BEHIND = 5;

  private final BatchLimits limits;
  private final LongSupplier nanoTime;
  private final List<SinkRecord> records = new ArrayList<>();
  private long rows;
  private long sizeBytes;
  private long began;

  Gathering(BatchLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  void add(SinkRecord record) {
    if (records.isEmpty()) {
      began = nanoTime.getAsLong();
    }
    records.add(record);
    rows += rows(record);
    sizeBytes += record.raw() == null ? 0 : record.raw().length;
  }

  /** A record may be many rows, and it is rows that a transaction takes its time for. */
  private static int rows(SinkRecord record) {
    return record.value() instanceof EntityContributions page ? page.getContributions().size() : 1;
  }

  /**
   * @param behind whether more is at hand than can be taken in at once. Then a larger batch is
   *     waited for, as what is late anyway is best written at the least cost.
   */
  boolean isDue(boolean behind) {
    long age = limits.age().toNanos() * (behind ? AGES_WHEN_BEHIND : 1);
    return !records.isEmpty()
        && (rows >= limits.rows()
            || sizeBytes >= limits.bytes()
            || nanoTime.getAsLong() - began >= age);
  }

  List<SinkRecord> records() {
    return List.copyOf(records);
  }

  void drop(Collection<TopicPartition> partitions) {
    records.removeIf(record -> partitions.contains(record.partition()));
  }

  void clear() {
    records.clear();
    rows = 0;
    sizeBytes = 0;
  }
}
