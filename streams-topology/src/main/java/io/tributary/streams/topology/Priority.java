package io.tributary.streams.topology;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets what follows from events be read before more events. A task reads the oldest record that it
 * has, and what follows from the events of a backlog is newer than those that are still to be read:
 * it would wait for all of them, and nothing would come of any event before the backlog's end. So
 * it is made older than any event while it waits to be read, and gets its time back when it has
 * been. Kafka Streams' own metrics of the source say how late records are by the first of the two.
 */
final class Priority implements Processor<String, SpecificRecord, String, SpecificRecord> {
  /** Longer than an event is kept in its topic; the times of records stay behind the epoch. */
  private static final long HEAD_START_MILLIS = Duration.ofDays(20 * 365).toMillis();

  static final TimestampExtractor ORDER =
      (record, latest) -> record.timestamp() - HEAD_START_MILLIS;

  private ProcessorContext<String, SpecificRecord> context;

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    context.forward(record.withTimestamp(record.timestamp() + HEAD_START_MILLIS));
  }
}
