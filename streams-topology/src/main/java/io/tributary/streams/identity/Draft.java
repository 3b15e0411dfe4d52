package io.tributary.streams.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graph as one piece of evidence changes it: reads through to the store, keeps writes, and in
 * the end writes each thing once and says what is different from before. Each identifier is
 * assigned the first time that there is evidence of it, also to the customer that it would be
 * alone: whoever reported evidence may wait to be told.
 */
final class Draft {
  private record Ends(String subject, String other) {
    static Ends of(Link link) {
      return new Ends(link.evidence().subject(), link.evidence().other());
    }
  }

  private record Conflict(Link link, String reason, boolean standing) {}

  private final GraphStore store;
  private final Map<String, Optional<Node>> nodesBefore = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Optional<Group>> groupsBefore = new HashMap<>();
  private final Map<String, Optional<Group>> groups = new LinkedHashMap<>();
  private final Map<Ends, Link> links = new LinkedHashMap<>();
  private final Map<Ends, Conflict> conflicts = new LinkedHashMap<>();

  /**
   * @param subject of the evidence
   */
  Draft(GraphStore store, String subject) {
    this.store = store;
    put(subject, node(subject));
  }

  /** Whether the identifier is at the end of any link. */
  boolean known(String identifier) {
    return before(identifier).isPresent();
  }

  /** As it was before this evidence. */
  Node nodeBefore(String identifier) {
    return before(identifier).orElseGet(() -> Node.alone(identifier));
  }

  Node node(String identifier) {
    Node node = nodes.get(identifier);
    return node == null ? nodeBefore(identifier) : node;
  }

  void put(String identifier, Node node) {
    nodes.put(identifier, node);
  }

  /** As it was before this evidence. */
  Group groupBefore(String founder) {
    return storedGroup(founder).orElseGet(() -> Group.alone(founder));
  }

  void put(String founder, Group group) {
    groups.put(founder, Optional.of(group));
  }

  void removeGroup(String founder) {
    groups.put(founder, Optional.empty());
  }

  void put(Link link) {
    links.put(Ends.of(link), link);
  }

  /** The refused link is to be reported with the customers that its ends have in the end. */
  void reportStanding(Link refused) {
    refused
        .refusal()
        .ifPresent(reason -> conflicts.put(Ends.of(refused), new Conflict(refused, reason, true)));
  }

  void reportSettled(Link joined, String formerReason) {
    conflicts.put(Ends.of(joined), new Conflict(joined, formerReason, false));
  }

  /** Writes to the store what is different. */
  Changes finish(int recomputedLinks) {
    List<Changes.Assignment> assignments = new ArrayList<>();
    nodes.forEach(
        (identifier, node) -> {
          Node before = nodeBefore(identifier);
          Node after = node;
          if (!node.founder().equals(before.founder()) || node.generation() == 0) {
            after = node.nextGeneration();
            assignments.add(assignment(identifier, after));
          }
          if (!Optional.of(after).equals(before(identifier))) {
            store.put(identifier, after);
          }
        });
    groups.forEach(
        (founder, group) -> {
          if (!group.equals(storedGroup(founder))) {
            group.ifPresentOrElse(
                there -> store.put(founder, there), () -> store.removeGroup(founder));
          }
        });
    links.values().forEach(store::put);
    return new Changes(
        assignments, conflicts.values().stream().map(this::conflict).toList(), recomputedLinks);
  }

  private static Changes.Assignment assignment(String identifier, Node node) {
    return new Changes.Assignment(
        identifier,
        CustomerIds.foundedBy(node.founder()),
        node.generation(),
        node.firstSeenMillis());
  }

  private Changes.Conflict conflict(Conflict conflict) {
    Evidence evidence = conflict.link().evidence();
    return new Changes.Conflict(
        evidence,
        CustomerIds.foundedBy(node(evidence.subject()).founder()),
        CustomerIds.foundedBy(node(evidence.other()).founder()),
        conflict.reason(),
        conflict.standing());
  }

  private Optional<Group> storedGroup(String founder) {
    return groupsBefore.computeIfAbsent(founder, store::group);
  }

  private Optional<Node> before(String identifier) {
    return nodesBefore.computeIfAbsent(identifier, store::node);
  }
}
