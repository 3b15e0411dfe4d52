package io.tributary.sink.poll;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where records go that can be neither read nor written. */
interface DeadLetters extends AutoCloseable {
  /**
   * A record that must be passed over.
   *
   * @param code why, in a form that can be counted: a SQL state, or a word of ours
   * @param message why, for people
   */
  record Letter(
      TopicPartition partition,
      long offset,
      byte[] key,
      byte[] value,
      String code,
      String message) {}

  /**
   * Returns when the letter is safe.
   *
   * @throws KafkaException when it is not: the record must not be passed over then
   */
  void send(Letter letter);

  @Override
  void close();
}
