package io.tributary.sink.warehouse;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One record on its way into the warehouse.
 *
 * @param value null for a tombstone
 * @param timestamp milliseconds since the epoch
 * @param raw the value as it is in Kafka; null for a tombstone
 */
public record SinkRecord(
    TopicPartition partition,
    long offset,
    String key,
    SpecificRecord value,
    long timestamp,
    byte[] raw) {}
