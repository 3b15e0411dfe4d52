package io.tributary.streams.topology;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Records that cannot be processed go to the dead letters, unless it is not the record's fault. */
public final class ImpossibleRecords extends LogAndContinueProcessingExceptionHandler {
  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    return switch (Failure.ofRecord(failure)) {
      case REJECT -> super.handleError(context, record, failure);
      case RETRY, DIE -> Response.fail();
    };
  }
}
