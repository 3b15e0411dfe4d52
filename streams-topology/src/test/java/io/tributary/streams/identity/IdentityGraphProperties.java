package io.tributary.streams.identity;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** However evidence arrives, the graph says what going through all of it in order would say. */
class IdentityGraphProperties {
  private static final List<String> KINDS = List.of("account", "email", "user", "invoice");
  private static final Map<String, Integer> LIMITS = Map.of("account", 1, "email", 3, "user", 4);
  private static final Set<String> BLOCKED = Set.of("email:nobody@example.com");
  private static final int MAX_LINKS = 3;

  private static final IdentityRules RULES =
      new IdentityRules(
          new IdentifierKinds(
              KINDS.stream()
                  .map(
                      kind ->
                          new IdentifierKind(
                              kind, false, LIMITS.getOrDefault(kind, 1_000_000), false))
                  .toList(),
              value -> value.equals("nobody@example.com")),
          MAX_LINKS);

  /** What has been heard of the graph: the last word on each identifier and each conflict. */
  private static final class Listener {
    final Map<String, String> customers = new HashMap<>();
    final Map<String, Long> generations = new HashMap<>();
    final Map<List<String>, Changes.Conflict> conflicts = new HashMap<>();
    int recomputations;

    void hear(Changes changes) {
      changes.assignments().forEach(this::hear);
      changes
          .conflicts()
          .forEach(c -> conflicts.put(List.of(c.evidence().subject(), c.evidence().other()), c));
      recomputations += changes.recomputedLinks() > 0 ? 1 : 0;
    }

    private void hear(Changes.Assignment assignment) {
      String identifier = assignment.identifier();
      assertThat(assignment.generation()).isEqualTo(generations.getOrDefault(identifier, 0L) + 1);
      if (assignment.generation() > 1) {
        assertThat(assignment.customerId()).isNotEqualTo(customer(identifier));
      }
      generations.put(identifier, assignment.generation());
      customers.put(identifier, assignment.customerId());
    }

    String customer(String identifier) {
      return customers.getOrDefault(identifier, CustomerIds.foundedBy(identifier));
    }

    Set<List<Object>> standing() {
      return conflicts.values().stream()
          .filter(Changes.Conflict::standing)
          .map(
              c ->
                  List.<Object>of(
                      c.evidence().subject(),
                      c.evidence().other(),
                      c.evidence().seenAtMillis(),
                      c.subjectCustomerId(),
                      c.otherCustomerId(),
                      c.reason().startsWith("limit:")))
          .collect(toSet());
    }
  }

  @Property(tries = 3000)
  void anyOrderAndAnyRepetitionEndsWhereTheSortedEvidenceEnds(
      @ForAll("evidence") List<Evidence> evidence, @ForAll Random random) {
    List<Evidence> arriving = new ArrayList<>(evidence);
    evidence.stream().filter(e -> random.nextInt(3) == 0).forEach(arriving::add);
    Collections.shuffle(arriving, random);
    assertEndsAsDefined(arriving);
  }

  /** The usual life: nearly in order. Few pieces are late, and most never recompute anything. */
  @Property(tries = 1000)
  void evidenceThatIsSometimesLateEndsWhereTheSortedEvidenceEnds(
      @ForAll("evidence") List<Evidence> evidence, @ForAll Random random) {
    List<Evidence> arriving = new ArrayList<>(evidence);
    arriving.sort(Evidence.ORDER);
    for (int i = 0; i + 1 < arriving.size(); i++) {
      if (random.nextInt(8) == 0) {
        Collections.swap(arriving, i, i + 1 + random.nextInt(arriving.size() - i - 1));
      }
    }
    assertEndsAsDefined(arriving);
  }

  /** At every prefix, so that a mistake cannot be made up for by a later recomputation. */
  @Property(tries = 300)
  void afterEveryPieceTheGraphSaysWhatIsDefined(@ForAll("evidence") List<Evidence> evidence) {
    IdentityGraph graph = new IdentityGraph(new MapGraphStore(), RULES);
    Listener listener = new Listener();
    for (int i = 0; i < evidence.size(); i++) {
      listener.hear(graph.add(evidence.get(i)));
      assertAsDefined(listener, evidence.subList(0, i + 1));
    }
  }

  @Property(tries = 500)
  void evidenceInOrderIsNeverRecomputed(@ForAll("evidence") List<Evidence> evidence) {
    List<Evidence> distinctDates = new ArrayList<>();
    evidence.forEach(
        e -> distinctDates.add(new Evidence(e.subject(), e.other(), distinctDates.size())));
    IdentityGraph graph =
        new IdentityGraph(new MapGraphStore(), new IdentityRules(RULES.kinds(), 1000));
    Listener listener = new Listener();
    distinctDates.forEach(e -> listener.hear(graph.add(e)));
    assertThat(listener.recomputations).isZero();
  }

  private static void assertEndsAsDefined(List<Evidence> arriving) {
    IdentityGraph graph = new IdentityGraph(new MapGraphStore(), RULES);
    Listener listener = new Listener();
    arriving.forEach(e -> listener.hear(graph.add(e)));
    assertAsDefined(listener, arriving);
  }

  private static void assertAsDefined(Listener listener, List<Evidence> evidence) {
    NaiveAssignment defined = new NaiveAssignment(evidence, KINDS, LIMITS, BLOCKED, MAX_LINKS);
    Map<String, String> expected = new HashMap<>();
    Map<String, String> actual = new HashMap<>();
    Set<String> identifiers = new TreeSet<>();
    evidence.forEach(e -> identifiers.addAll(List.of(e.subject(), e.other())));
    assertThat(listener.customers)
        .as("who reports evidence gets an answer")
        .containsKeys(
            evidence.stream()
                .filter(e -> !e.subject().equals(e.other()))
                .map(Evidence::subject)
                .toArray(String[]::new));
    for (String identifier : identifiers) {
      expected.put(
          identifier, CustomerIds.foundedBy(defined.founders.getOrDefault(identifier, identifier)));
      actual.put(identifier, listener.customer(identifier));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(listener.standing())
        .isEqualTo(
            defined.conflicts.stream()
                .map(
                    c ->
                        List.of(
                            c.get(0),
                            c.get(1),
                            c.get(2),
                            CustomerIds.foundedBy((String) c.get(3)),
                            CustomerIds.foundedBy((String) c.get(4)),
                            c.get(5)))
                .collect(toSet()));
  }

  @Provide
  Arbitrary<List<Evidence>> evidence() {
    Arbitrary<String> identifiers =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(numbered("account", 4))),
            Tuple.of(6, Arbitraries.of(numbered("email", 6))),
            Tuple.of(4, Arbitraries.of(numbered("user", 6))),
            Tuple.of(2, Arbitraries.of(numbered("invoice", 6))),
            Tuple.of(1, Arbitraries.of(List.copyOf(BLOCKED))));
    return Combinators.combine(identifiers, identifiers, Arbitraries.longs().between(0, 25))
        .as(IdentityGraphProperties::strongestFirst)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static Evidence strongestFirst(String one, String two, long date) {
    return KINDS.indexOf(kind(one)) <= KINDS.indexOf(kind(two))
        ? new Evidence(one, two, date)
        : new Evidence(two, one, date);
  }

  private static List<String> numbered(String kind, int count) {
    List<String> identifiers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      identifiers.add(kind + ":" + kind.charAt(0) + i);
    }
    return identifiers;
  }

  private static String kind(String identifier) {
    return identifier.substring(0, identifier.indexOf(':'));
  }
}
