package io.tributary.ingest.publish;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a failure of the producer means for it, and how people are told. */
final class PublishFailure {
  private PublishFailure() {}

  /**
   * Whether the producer will never send again, so that a new one is needed: it was closed from
   * within, is not allowed to write, or has lost count of what it sent.
   */
  static boolean isFatal(Throwable failure) {
    return failure instanceof IllegalStateException
        || failure instanceof AuthenticationException
        || failure instanceof ClusterAuthorizationException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof UnsupportedVersionException
        || failure instanceof Error
        // How a producer that is in an error state refuses everything that follows.
        || failure.getClass() == KafkaException.class;
  }

  static String explain(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "Kafka has not taken the events in time: " + failure.getMessage();
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return "Kafka does not take the events: "
        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }
}
