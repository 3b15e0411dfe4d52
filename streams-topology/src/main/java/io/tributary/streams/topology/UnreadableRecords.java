package io.tributary.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Records whose bytes cannot be read go to the dead letters. But when the schema registry is away,
 * every record cannot be read, and none of them is bad: then the thread fails, and tries again.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {
  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return switch (Failure.ofRecord(failure)) {
      case REJECT -> super.handleError(context, record, failure);
      case RETRY, DIE -> Response.fail();
    };
  }
}
