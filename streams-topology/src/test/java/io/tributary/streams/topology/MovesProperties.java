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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Subjects move between customers while their events are under way. Whatever overtakes whatever,
 * facts end with the owner of the highest generation, and everything is as if they had always been
 * there.
 */
class MovesProperties {
  private static final List<String> CUSTOMERS = List.of("A", "B", "C");
  private static final int SUBJECTS = 3;

  @Property(tries = 40)
  void factsEndWithTheLastOwnerWhateverOvertakesWhat(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    RandomHistory history = new RandomHistory(seed);
    List<RevenueEvent> events = history.events(25, SUBJECTS);
    Map<String, String> lastOwners = new HashMap<>();
    Network network = new Network(random);
    for (int subject = 0; subject < SUBJECTS; subject++) {
      lastOwners.put("account:crm/" + subject, announce(network, random, subject));
    }
    for (RevenueEvent event : history.arrivals(events)) {
      // Whom identity held for the owner when the event passed: any of them.
      String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
      if (network.knows(customer, Identifiers.subject(event))) {
        network.put("identity", to(customer, event));
      } else {
        network.put("identity", to(lastOwners.get(Identifiers.subject(event)), event));
      }
    }

    Outcome moved = deliver(network);
    Outcome direct = deliver(settled(events, lastOwners, random));

    assertThat(moved).isEqualTo(direct);
  }

  /** Tells of up to four owners in turn, each time the old one and the new one. */
  private static String announce(Network network, Random random, int subject) {
    String owner = CUSTOMERS.get(subject);
    int moves = random.nextInt(4);
    for (long generation = 1; generation <= moves; generation++) {
      String next = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
      for (String told : List.of(owner, next)) {
        network.put(
            "graph",
            new CustomerEvent(
                told, "account:crm/" + subject, new SubjectAssigned(next, generation)));
      }
      owner = next;
    }
    return owner;
  }

  private static Network settled(
      List<RevenueEvent> events, Map<String, String> owners, Random random) {
    Network network = new Network(random);
    events.forEach(
        event -> network.put("identity", to(owners.get(Identifiers.subject(event)), event)));
    return network;
  }

  private static CustomerEvent to(String customer, RevenueEvent event) {
    return new CustomerEvent(customer, Identifiers.subject(event), event);
  }

  private record Outcome(Object lifecycles, Object contributions, Object sums) {}

  private static Outcome deliver(Network network) throws IOException {
    Path directory = Files.createTempDirectory("moves");
    try (LifecycleFixture stage = new LifecycleFixture(directory)) {
      int delivered = 0;
      while (!network.isEmpty()) {
        CustomerEvent next = network.take();
        stage.send(next);
        stage
            .sentToCustomers()
            .forEach(event -> network.put("customer " + next.getCustomerId(), event));
        assertThat(++delivered).as("records, before facts come to rest").isLessThan(5_000);
      }
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

    /** Whether the customer is told, sooner or later, who owns the subject. */
    boolean knows(String customer, String subject) {
      return ways.getOrDefault("graph → " + customer, new ArrayDeque<>()).stream()
          .anyMatch(event -> event.getSubject().equals(subject));
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
