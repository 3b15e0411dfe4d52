package io.tributary.streams.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Assignment by definition: goes through evidence in its order and joins what may be joined.
 * Evidence with an end that identifies nobody must have been left out.
 */
final class Assigner {
  /** A group as it results, by its members. */
  record Result(String founder, Group group, List<String> members) {}

  private final IdentityRules rules;
  private final Map<String, Long> firstSeen = new TreeMap<>();
  private final Map<String, Long> lastTouched = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Map<String, Integer>> members = new HashMap<>();
  private final List<Link> links = new ArrayList<>();

  private Assigner(IdentityRules rules) {
    this.rules = rules;
  }

  static Assigner assign(Collection<Evidence> evidence, IdentityRules rules) {
    Assigner assigner = new Assigner(rules);
    evidence.stream().sorted(Evidence.ORDER).forEach(assigner::add);
    return assigner;
  }

  /** Each piece of evidence, and whether its ends were joined, in the order of evidence. */
  List<Link> links() {
    return links;
  }

  /** When an identifier was first seen. */
  long firstSeen(String identifier) {
    return firstSeen.getOrDefault(identifier, Node.NEVER);
  }

  /** Of two identifiers and more, or of one whose evidence was all refused. */
  Collection<Result> groups() {
    Map<String, List<String>> byRoot = new TreeMap<>();
    firstSeen
        .keySet()
        .forEach(
            identifier ->
                byRoot.computeIfAbsent(root(identifier), r -> new ArrayList<>()).add(identifier));
    return byRoot.entrySet().stream()
        .map(entry -> result(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Result result(String root, List<String> identifiers) {
    Founder founder =
        identifiers.stream()
            .map(identifier -> new Founder(identifier, firstSeen.get(identifier)))
            .min(Founder.ORDER)
            .orElseThrow();
    long latest = identifiers.stream().mapToLong(lastTouched::get).max().orElseThrow();
    return new Result(
        founder.identifier(),
        new Group(founder.seenMillis(), latest, members.get(root)),
        identifiers);
  }

  private void add(Evidence evidence) {
    see(evidence.subject(), evidence.seenAtMillis());
    see(evidence.other(), evidence.seenAtMillis());
    String first = root(evidence.subject());
    String second = root(evidence.other());
    if (first.equals(second)) {
      links.add(Link.joined(evidence));
      return;
    }
    Optional<String> broken = rules.brokenLimit(members.get(first), members.get(second));
    if (broken.isPresent()) {
      links.add(Link.refused(evidence, Link.LIMIT + broken.get()));
      return;
    }
    parents.put(second, first);
    members
        .remove(second)
        .forEach((kind, count) -> members.get(first).merge(kind, count, Integer::sum));
    links.add(Link.joined(evidence));
  }

  private void see(String identifier, long millis) {
    // Evidence comes in the order of its dates: the first date is the earliest.
    if (firstSeen.putIfAbsent(identifier, millis) == null) {
      Map<String, Integer> itself = new TreeMap<>();
      itself.put(IdentityRules.kind(identifier), 1);
      members.put(identifier, itself);
    }
    lastTouched.put(identifier, millis);
  }

  private String root(String identifier) {
    String root = identifier;
    for (String parent = parents.get(root); parent != null; parent = parents.get(root)) {
      root = parent;
    }
    String at = identifier;
    while (!at.equals(root)) {
      at = parents.put(at, root);
    }
    return root;
  }
}
