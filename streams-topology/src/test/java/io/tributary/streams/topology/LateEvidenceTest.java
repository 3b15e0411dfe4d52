package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityLink;
import io.tributary.streams.identity.CustomerIds;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As long as the graph has not answered, who customers are may still change. */
class LateEvidenceTest {
  private static final String ACME = "account:crm/001A";
  private static final String ADA = "email:ada@acme.example";

  @TempDir private Path stateDirectory;
  private final Backlog graph = backlog();
  private final Backlog identity = backlog();
  private TopologyFixture topology;

  @BeforeEach
  void start() {
    topology =
        new TopologyFixture(
            stateDirectory,
            context -> {
              Topology stages = new Topology();
              IdentityStage.addTo(stages, with(identity, context));
              GraphStage.addTo(stages, with(graph, context));
              return stages;
            });
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void evidenceThatIsLateIsABacklog() {
    assertThat(graph.isThere()).isFalse();

    topology.send(
        Topics.IDENTITY_LINKS,
        GraphStage.linkKey(ACME, ADA),
        new IdentityLink(ACME, ADA, TopologyFixture.NOW));

    assertThat(graph.isThere()).isTrue();
  }

  @Test
  void soIsWhatTheGraphHasAssigned() {
    assertThat(identity.isThere()).isFalse();

    topology.send(
        Topics.IDENTITY_ASSIGNMENTS,
        ADA,
        new IdentityAssignment(ADA, CustomerIds.foundedBy(ACME), 1L, TopologyFixture.NOW));

    assertThat(identity.isThere()).isTrue();
  }

  /** A minute later than records are sent. */
  private static Backlog backlog() {
    Clock clock = Clock.fixed(TopologyFixture.NOW.plusSeconds(60), ZoneOffset.UTC);
    return new Backlog(clock, Duration.ofMinutes(5));
  }

  private static StageContext with(Backlog backlog, StageContext context) {
    return new StageContext(
        context.serdes(),
        context.policy(),
        context.identifierKinds(),
        context.maxLinks(),
        context.customerLimits(),
        context.customerCacheBytes(),
        context.flushInterval(),
        context.flushMaxDelay(),
        context.alertRules(),
        context.stores(),
        context.clock(),
        backlog,
        context.meters());
  }
}
