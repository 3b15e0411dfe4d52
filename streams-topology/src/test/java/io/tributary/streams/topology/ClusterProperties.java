package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.streams.identity.NaiveAssignment;
import io.tributary.streams.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * The real stages on several partitions: whatever is read first, overtaken, sent again or
 * restarted, all ends as one fold over the sorted history says.
 */
class ClusterProperties {
  private static final Policy POLICY = Policy.standard();

  @Property(tries = 12)
  void anyInterleavingWithRestartsEndsInTheFoldOfTheHistory(@ForAll long seed) throws IOException {
    assertEndsInTheFold(seed, 40);
  }

  @Property(tries = 500)
  @Tag("slow")
  void anyInterleavingEndsInTheFoldOfTheHistoryForLong(@ForAll long seed) throws IOException {
    assertEndsInTheFold(seed, 60);
  }

  /** Somebody is unhappy until exactly the time at which the events begin to pass. */
  @Example
  void aFlagThatEndsWhileEventsPassEndsInTheFold() throws IOException {
    assertEndsInTheFold(1550, 60);
  }

  private static void assertEndsInTheFold(long seed, int mostEvents) throws IOException {
    RandomCompany company = new RandomCompany(seed);
    List<RevenueEvent> events = company.events(mostEvents);
    Random random = new Random(seed);
    Path directory = Files.createTempDirectory("cluster");
    try (Cluster cluster = new Cluster(directory, random)) {
      for (RevenueEvent event : company.arrivals(events)) {
        cluster.put(Identifiers.subject(event), event);
        cluster.run(random.nextInt(8));
      }
      cluster.run(20_000);
      assertThat(cluster.unansweredSubjects()).isEmpty();
      cluster.waitNoLonger();
      cluster.run(20_000);
      assertThat(cluster.processed()).as("records, before all comes to rest").isLessThan(20_000);
      assertThat(cluster.holdsSubjects()).isFalse();
      cluster.waitNoLonger();

      InMemoryFold fold = new InMemoryFold(events, POLICY, cluster.now());
      assertThat(cluster.lifecycles()).isEqualTo(fold.lifecycles);
      assertThat(cluster.contributions()).isEqualTo(fold.contributions);
      assertThat(cluster.sums()).isEqualTo(fold.sums);
      assertThat(cluster.standingConflicts()).isEqualTo(conflicts(events));
    }
  }

  private static int conflicts(List<RevenueEvent> events) {
    return new NaiveAssignment(
            RandomCompany.evidence(events),
            RandomCompany.KIND_NAMES,
            RandomCompany.LIMITS,
            RandomCompany.BLOCKED,
            RandomCompany.MAX_LINKS)
        .conflicts.size();
  }
}
