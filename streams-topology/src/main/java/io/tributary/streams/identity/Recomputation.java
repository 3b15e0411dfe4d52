package io.tributary.streams.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Assigns again all that is connected with an identifier. Connected means by any link, refused ones
 * included: whether a link is joined depends on the groups at its ends, which depend on their own
 * links. Nothing beyond the component can be concerned.
 */
final class Recomputation {
  private final GraphStore store;
  private final IdentityRules rules;
  private final Draft draft;
  private final Set<String> identifiers = new LinkedHashSet<>();
  private final Map<String, Map<String, Link>> links = new HashMap<>();
  private final List<Link> linksToNobody = new ArrayList<>();

  Recomputation(GraphStore store, IdentityRules rules, Draft draft) {
    this.store = store;
    this.rules = rules;
    this.draft = draft;
  }

  /** With evidence that is new, or known with a later date. */
  Changes with(Evidence evidence) {
    explore(evidence.subject());
    explore(evidence.other());
    List<Evidence> all = new ArrayList<>(List.of(evidence));
    forEachLink(
        link -> {
          if (!sameEnds(link.evidence(), evidence)) {
            all.add(link.evidence());
          }
        });
    return assign(all);
  }

  /** Without any link of an identifier that turns out to identify nobody. */
  Changes without(String nobody, Evidence latest) {
    explore(nobody);
    List<Evidence> rest = new ArrayList<>();
    forEachLink(
        link -> {
          if (link.evidence().touches(nobody)) {
            refuse(link.evidence());
          } else {
            rest.add(link.evidence());
          }
        });
    refuse(latest);
    return assign(rest);
  }

  private void refuse(Evidence evidence) {
    Link refused = Link.refused(evidence, Link.MAX_LINKS);
    draft.put(refused);
    draft.reportStanding(refused);
  }

  private void explore(String start) {
    Deque<String> toVisit = new ArrayDeque<>(List.of(start));
    while (!toVisit.isEmpty()) {
      String identifier = toVisit.remove();
      if (!identifiers.add(identifier) || !draft.known(identifier)) {
        continue;
      }
      for (Link link : store.links(identifier)) {
        if (link.identifiesNobody()) {
          linksToNobody.add(link);
        } else {
          Evidence evidence = link.evidence();
          links
              .computeIfAbsent(evidence.subject(), subject -> new HashMap<>())
              .put(evidence.other(), link);
          toVisit.add(evidence.beyond(identifier));
        }
      }
    }
  }

  private void forEachLink(Consumer<Link> action) {
    links.values().forEach(others -> others.values().forEach(action));
  }

  private Changes assign(List<Evidence> evidence) {
    Assigner assigned = Assigner.assign(evidence, rules);
    // All groups go first: the founder of a new one may have founded another before.
    for (String identifier : identifiers) {
      draft.removeGroup(draft.nodeBefore(identifier).founder());
      draft.put(
          identifier,
          draft.node(identifier).foundedBy(identifier).firstSeen(assigned.firstSeen(identifier)));
    }
    for (Assigner.Result result : assigned.groups()) {
      draft.put(result.founder(), result.group());
      result
          .members()
          .forEach(member -> draft.put(member, draft.node(member).foundedBy(result.founder())));
    }
    assigned.links().forEach(this::compare);
    linksToNobody.stream().filter(this::endMoved).forEach(draft::reportStanding);
    return draft.finish(evidence.size());
  }

  private void compare(Link link) {
    Evidence evidence = link.evidence();
    Optional<Link> before =
        Optional.ofNullable(links.getOrDefault(evidence.subject(), Map.of()).get(evidence.other()));
    boolean changed = !before.equals(Optional.of(link));
    if (changed) {
      draft.put(link);
    }
    if (link.refusal().isPresent()) {
      if (changed || endMoved(link)) {
        draft.reportStanding(link);
      }
    } else {
      before
          .flatMap(Link::refusal)
          .ifPresent(formerReason -> draft.reportSettled(link, formerReason));
    }
  }

  private boolean endMoved(Link link) {
    return moved(link.evidence().subject()) || moved(link.evidence().other());
  }

  private boolean moved(String identifier) {
    return !draft.node(identifier).founder().equals(draft.nodeBefore(identifier).founder());
  }

  private static boolean sameEnds(Evidence first, Evidence second) {
    return first.subject().equals(second.subject()) && first.other().equals(second.other());
  }
}
