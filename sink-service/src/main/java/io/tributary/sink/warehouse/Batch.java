package io.tributary.sink.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of any number of partitions that go into the warehouse as one fact, together with the
 * offsets that follow them.
 *
 * @param records of each partition in order of offset
 * @param advances how far each partition gets: from the offset that the warehouse must be at, to
 *     the one it is at then
 */
public record Batch(List<SinkRecord> records, Map<TopicPartition, Advance> advances) {
  /**
   * @param expected offset that the warehouse must be at
   * @param next offset of the first record that is not in the warehouse afterwards
   * @param validThrough everything that was written to the partition before this time is in the
   *     warehouse then, milliseconds since the epoch; null when nothing is known of it
   */
  public record Advance(long expected, long next, Long validThrough) {}

  public Batch {
    records = List.copyOf(records);
    advances = Map.copyOf(advances);
  }

  /**
   * The batch in two: the first so many records, and the rest. The first part advances each
   * partition up to its own last record only, the second one from there to where the whole would
   * have got.
   */
  public List<Batch> splitAt(int records) {
    Map<TopicPartition, Advance> first = new HashMap<>();
    for (SinkRecord record : this.records.subList(0, records)) {
      long expected = advances.get(record.partition()).expected();
      first.put(record.partition(), new Advance(expected, record.offset() + 1, null));
    }
    Map<TopicPartition, Advance> second = new HashMap<>(advances);
    first.forEach(
        (partition, advance) ->
            second.computeIfPresent(
                partition,
                (same, whole) -> new Advance(advance.next(), whole.next(), whole.validThrough())));
    return List.of(
        new Batch(this.records.subList(0, records), first),
        new Batch(this.records.subList(records, this.records.size()), second));
  }

  /** The same progress without the records: they are lost to this warehouse. */
  public Batch withoutRecords() {
    return new Batch(List.of(), advances);
  }
}
