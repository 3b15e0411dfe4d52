package io.tributary.streams.topology;

import io.tributary.output.SliceChange;
import io.tributary.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * slice-changes → metric-values; within the same sub-topology the values go on to the alerts
 * (AlertsStage), which writes metric-alerts.
 */
final class MetricsStage {
  static final String TO_VALUES = Names.to(Names.METRICS, Topics.METRIC_VALUES.name());

  /** To every task of this stage: how late it is by the events. */
  static final String TO_CLOCKS = Names.to(Names.METRICS, "clocks");

  private MetricsStage() {}

  static void addTo(Topology topology, StageContext context) {
    context.read(topology, Topics.SLICE_CHANGES);
    topology.addProcessor(
        Names.METRICS,
        () -> new MetricsProcessor(context),
        Names.from(Topics.SLICE_CHANGES.name()));
    topology.addStateStore(context.bytesStore(Names.SUMS_STORE), Names.METRICS);
    topology.addStateStore(CommitHook.builder(Names.METRICS_BUFFER), Names.METRICS);
    context.write(topology, Names.METRICS, Topics.METRIC_VALUES);
    StreamPartitioner<String, SpecificRecord> everyPartition =
        (topic, key, value, partitions) -> Optional.of(all(partitions));
    topology.addSink(
        TO_CLOCKS,
        Topics.SLICE_CHANGES.name(),
        Serdes.String().serializer(),
        context.serdes().<SpecificRecord>serializer(),
        everyPartition,
        Names.METRICS);
  }

  /**
   * Changes nothing but the event clock. The slices of a partition may see no event for days while
   * those of another do, and all must agree what day it is: so who hears of a new day first tells
   * all partitions.
   */
  static SliceChange tick(SliceChange change) {
    return new SliceChange("", "", List.of(), change.getLatestEventAt());
  }

  static boolean isTick(SliceChange change) {
    return change.getDimension().isEmpty();
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }
}
