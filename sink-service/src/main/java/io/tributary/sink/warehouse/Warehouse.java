package io.tributary.sink.warehouse;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the rows go. Rows and offsets become one fact or none, so nothing is lost and nothing is
 * there twice. For one thread: each writer has one of its own to the same place.
 */
public interface Warehouse extends AutoCloseable {
  /**
   * The offset of the first record of each partition that is not in the warehouse; 0 for a
   * partition that it never heard of.
   *
   * @throws WarehouseAwayException when it cannot be reached
   */
  Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions);

  /**
   * Writes the rows of a batch and moves the offsets, or does neither.
   *
   * @throws FencedException when an offset is not the one expected: another writer was here
   * @throws RowRefusedException when the warehouse will never take one of the rows
   * @throws WarehouseAwayException when it cannot be reached, or asks to try again
   */
  void commit(Batch batch);

  @Override
  void close();
}
