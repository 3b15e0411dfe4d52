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
                  .map(RevenueTopologyTest::processors))
          .containsExactlyInAnyOrder(
              Set.of(Names.IDENTITY, Names.LIFECYCLE, Names.METRICS, Names.ALERTS),
              Set.of(Names.GRAPH));
    }
  }

  private static Set<String> processors(TopologyDescription.Subtopology subtopology) {
    return subtopology.nodes().stream()
        .filter(TopologyDescription.Processor.class::isInstance)
        .map(TopologyDescription.Node::name)
        .collect(Collectors.toSet());
  }
}
