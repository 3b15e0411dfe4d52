package io.tributary.streams.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The test driver commits after every record, a broker's reader after some time. Records are handed
 * on together, so that as many of them as here are between two commits.
 */
final class CommitPace {
  private int recordsPerCommit;

  CommitPace(int recordsPerCommit) {
    this.recordsPerCommit = recordsPerCommit;
  }

  void everyRecord() {
    recordsPerCommit = 1;
  }

  <K, V, L, W> Processor<K, V, L, W> of(Processor<K, V, L, W> processor) {
    List<Record<K, V>> waiting = new ArrayList<>();
    return new Processor<>() {
      @Override
      public void init(ProcessorContext<L, W> context) {
        processor.init(context);
      }

      @Override
      public void process(Record<K, V> record) {
        waiting.add(record);
        if (waiting.size() >= recordsPerCommit) {
          waiting.forEach(processor::process);
          waiting.clear();
        }
      }

      @Override
      public void close() {
        processor.close();
      }
    };
  }
}
