package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevenueTopologyTest {
  @TempDir Path folder;

  @Test
  void aPartitionOfAllStagesButTheGraphIsOneTaskSoThatThreadsHaveEquallyMuchToDo() {
    try (TopologyFixture running = new TopologyFixture(folder, RevenueTopology::of)) {
      assertThat(
              RevenueTopology.of(running.context).describe().subtopologies().stream()
                  .map(RevenueTopologyTest::stages))
          .containsExactlyInAnyOrder(
              Set.of(Names.IDENTITY, Names.LIFECYCLE, Names.METRICS, Names.ALERTS),
              Set.of(Names.GRAPH));
    }
  }

  private static Set<String> stages(TopologyDescription.Subtopology subtopology) {
    return subtopology.nodes().stream()
        .filter(
            node ->
                node instanceof TopologyDescription.Processor processor
                    && !processor.stores().isEmpty())
        .map(TopologyDescription.Node::name)
        .collect(Collectors.toSet());
  }
}
