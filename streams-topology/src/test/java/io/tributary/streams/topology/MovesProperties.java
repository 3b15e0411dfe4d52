package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.SubjectAssigned;
import io.tributary.streams.lifecycle.RandomHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Subjects move between customers while their events are under way. Whatever overtakes whatever,
 * facts end with the owner of the highest generation, and everything is as if they had always been
 * there.
 */
class MovesProperties {
  private static final List<String> CUSTOMERS = List.of("A", "B", "C", "D", "E", "F", "G", "H");
  private static final int SUBJECTS = 3;

  /** No late event comes for so long: customers wait for no more of them. */
  /** Of each customer a quarter of it counts at most: with five of them one is forgotten. */
  private static final long LITTLE_BYTES = 4_000;

  private static final Duration WAITED_IN_VAIN = Duration.ofSeconds(6);

  /** Who has heard nothing for so long is settled when there is no room, though others wait. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  @Property(tries = 40)
  void factsEndWithTheLastOwnerWhateverOvertakesWhat(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    RandomHistory history = new RandomHistory(seed);
    List<RevenueEvent> events = history.events(25, SUBJECTS);
    Network network = new Network(random);
    Map<String, String> lastOwners = pass(history.arrivals(events), network, random);

    Outcome moved = deliver(network, random);
    Outcome direct = deliver(settled(events, lastOwners, random), random);

    assertThat(moved).isEqualTo(direct);
  }

  /**
   * What the identity stage sends when subjects change hands several times while their events pass.
   *
   * @return whose each subject is in the end
   */
  private static Map<String, String> pass(
      List<RevenueEvent> arrivals, Network network, Random random) {
    Map<String, String> owners = new HashMap<>();
    Map<String, Long> generations = new HashMap<>();
    Set<String> heard = new HashSet<>();
    for (RevenueEvent event : arrivals) {
      String subject = Identifiers.subject(event);
      String owner = owners.computeIfAbsent(subject, s -> CUSTOMERS.get(0));
      network.put("identity", to(owner, event, generations.getOrDefault(subject, 0L)));
      heard.add(subject);
      while (random.nextInt(4) == 0) {
        String moving = "account:crm/" + random.nextInt(SUBJECTS);
        String former = owners.getOrDefault(moving, CUSTOMERS.get(0));
        String next = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        // The topic of assignments is compacted: some of them are never seen.
        long generation = generations.merge(moving, 1L + random.nextInt(2), Long::sum);
        owners.put(moving, next);
        if (heard.contains(moving) && !next.equals(former)) {
          network.put(
              "identity",
              new CustomerEvent(former, moving, new SubjectAssigned(next, generation), generation));
        }
      }
    }
    return owners;
  }

  private static Network settled(
      List<RevenueEvent> events, Map<String, String> owners, Random random) {
    Network network = new Network(random);
    events.forEach(
        event -> network.put("identity", to(owners.get(Identifiers.subject(event)), event, 0)));
    return network;
  }

  private static CustomerEvent to(String customer, RevenueEvent event, long generation) {
    return Told.to(customer, Identifiers.subject(event), event, generation);
  }

  private record Outcome(Object lifecycles, Object contributions, Object sums) {}

  private static Outcome deliver(Network network, Random random) throws IOException {
    Path directory = Files.createTempDirectory("moves");
    Duration wait = Duration.ofMinutes(random.nextBoolean() ? 5 : 0);
    try (LifecycleFixture stage = new LifecycleFixture(directory, wait, LITTLE_BYTES)) {
      int delivered = 0;
      while (!network.isEmpty()) {
        CustomerEvent next = network.take();
        stage.send(next);
        stage
            .sentToCustomers()
            .forEach(event -> network.put("customer " + next.getCustomerId(), event));
        if (random.nextInt(50) == 0) {
          stage.restart();
        }
        if (random.nextInt(30) == 0) {
          stage.advance(WAITED_IN_VAIN);
        }
        if (random.nextInt(5) == 0) {
          stage.advance(QUIET);
        }
        assertThat(++delivered).as("records, before facts come to rest").isLessThan(5_000);
      }
      stage.advance(WAITED_IN_VAIN);
      return new Outcome(stage.lifecycles(), stage.contributions(), stage.sums());
    }
  }

  /** What is under way: in order between any two ends, and in no order otherwise. */
  private static final class Network {
    private final Map<String, Deque<CustomerEvent>> ways = new HashMap<>();
    private final Random random;

    Network(Random random) {
      this.random = random;
    }

    void put(String from, CustomerEvent event) {
      ways.computeIfAbsent(from + " → " + event.getCustomerId(), way -> new ArrayDeque<>())
          .add(event);
    }

    boolean isEmpty() {
      return ways.isEmpty();
    }

    CustomerEvent take() {
      List<String> names = new ArrayList<>(ways.keySet());
      String way = names.get(random.nextInt(names.size()));
      CustomerEvent event = ways.get(way).remove();
      if (ways.get(way).isEmpty()) {
        ways.remove(way);
      }
      return event;
    }
  }
}
