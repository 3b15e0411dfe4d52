package io.tributary.streams.identity;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which identifiers are one customer: a pure function of the evidence, whatever order it came in.
 *
 * <p>By definition ({@link Assigner}) evidence is taken in the order of its dates, and each piece
 * joins the groups at its ends unless together they break a limit. Going through all of it again is
 * rarely needed, however late a piece arrives:
 *
 * <ul>
 *   <li>If the two groups as they are now may be one, they become one, and no other decision
 *       changes. What was joined lies within the new group, at any date, and so keeps the limits;
 *       what was refused was refused for groups that have only grown.
 *   <li>If they may not, and the evidence is later than all that touches either group, then it
 *       comes after everything that made them what they are, and is refused.
 *   <li>Otherwise, and when refused evidence turns out to be older than was known, the component is
 *       assigned again.
 * </ul>
 *
 * <p>An identifier that is linked to too many stronger ones identifies nobody, and never did: its
 * links are taken out. Their number never falls, so this too is independent of order.
 */
public final class IdentityGraph {
  private final GraphStore store;
  private final IdentityRules rules;

  public IdentityGraph(GraphStore store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /**
   * Takes in a piece of evidence, known or new, and brings the store up to date.
   *
   * @return what is different from before
   */
  public Changes add(Evidence evidence) {
    Optional<Link> known = store.link(evidence.subject(), evidence.other());
    if (evidence.subject().equals(evidence.other())
        || known.isPresent() && known.get().evidence().seenAtMillis() <= evidence.seenAtMillis()) {
      return Changes.NONE;
    }
    Draft draft = new Draft(store, evidence.subject());
    draft.put(evidence.other(), draft.node(evidence.other()));
    if (rules.blocked(evidence.subject()) || rules.blocked(evidence.other())) {
      return refuse(draft, Link.refused(evidence, Link.BLOCKED));
    }
    if (known.isEmpty() && countStronger(draft, evidence)) {
      return new Recomputation(store, rules, draft).without(evidence.other(), evidence);
    }
    if (tooManyLinks(draft.node(evidence.subject()))
        || tooManyLinks(draft.node(evidence.other()))) {
      return refuse(draft, Link.refused(evidence, Link.MAX_LINKS));
    }
    if (known.isPresent() && known.get().refusal().isPresent()) {
      return new Recomputation(store, rules, draft).with(evidence);
    }
    return joinOrRefuse(draft, evidence);
  }

  /** Returns whether this is the link that makes the identifier identify nobody. */
  private boolean countStronger(Draft draft, Evidence evidence) {
    Node other = draft.node(evidence.other());
    if (!rules.stronger(evidence.subject(), evidence.other()) || tooManyLinks(other)) {
      return false;
    }
    draft.put(evidence.other(), other.linkedToOneMore());
    return tooManyLinks(draft.node(evidence.other()));
  }

  private boolean tooManyLinks(Node node) {
    return node.strongerLinks() > rules.maxLinks();
  }

  private Changes joinOrRefuse(Draft draft, Evidence evidence) {
    String first = draft.node(evidence.subject()).founder();
    String second = draft.node(evidence.other()).founder();
    Group firstGroup = draft.groupBefore(first);
    if (first.equals(second)) {
      Founder founder = new Founder(first, firstGroup.founderSeenMillis());
      return join(draft, evidence, firstGroup, Set.of(founder));
    }
    Group secondGroup = draft.groupBefore(second);
    Optional<String> broken = rules.brokenLimit(firstGroup.members(), secondGroup.members());
    if (broken.isEmpty()) {
      return join(
          draft,
          evidence,
          firstGroup.joined(secondGroup),
          Set.of(
              new Founder(first, firstGroup.founderSeenMillis()),
              new Founder(second, secondGroup.founderSeenMillis())));
    }
    if (evidence.seenAtMillis() <= firstGroup.latestMillis()
        || evidence.seenAtMillis() <= secondGroup.latestMillis()) {
      return new Recomputation(store, rules, draft).with(evidence);
    }
    see(draft, evidence);
    touch(draft, first, firstGroup, evidence);
    touch(draft, second, secondGroup, evidence);
    return refuse(draft, Link.refused(evidence, Link.LIMIT + broken.get()));
  }

  private static void see(Draft draft, Evidence evidence) {
    for (String end : List.of(evidence.subject(), evidence.other())) {
      draft.put(end, draft.node(end).seen(evidence.seenAtMillis()));
    }
  }

  private static void touch(Draft draft, String founder, Group group, Evidence evidence) {
    // Only a founder that was alone can be seen for the first time by evidence that is the latest.
    draft.put(
        founder,
        group
            .touched(evidence.seenAtMillis())
            .founded(Math.min(group.founderSeenMillis(), evidence.seenAtMillis())));
  }

  private static Changes refuse(Draft draft, Link refused) {
    draft.put(refused);
    draft.reportStanding(refused);
    return draft.finish(0);
  }

  private Changes join(
      Draft draft, Evidence evidence, Group whole, Collection<Founder> formerFounders) {
    see(draft, evidence);
    List<String> ends = List.of(evidence.subject(), evidence.other());
    Founder founder =
        Stream.concat(
                formerFounders.stream(),
                ends.stream().map(end -> new Founder(end, draft.node(end).firstSeenMillis())))
            .min(Founder.ORDER)
            .orElseThrow();
    for (String end : ends) {
      if (!draft.node(end).founder().equals(founder.identifier())) {
        move(draft, end, founder.identifier());
      }
    }
    formerFounders.forEach(former -> draft.removeGroup(former.identifier()));
    draft.put(
        founder.identifier(), whole.touched(evidence.seenAtMillis()).founded(founder.seenMillis()));
    draft.put(Link.joined(evidence));
    return draft.finish(0);
  }

  /** Gives all members of an identifier's group to another founder. */
  private void move(Draft draft, String start, String founder) {
    Set<String> seen = new LinkedHashSet<>(List.of(start));
    Deque<String> toVisit = new ArrayDeque<>(seen);
    while (!toVisit.isEmpty()) {
      String member = toVisit.remove();
      draft.put(member, draft.node(member).foundedBy(founder));
      if (!draft.known(member)) {
        continue;
      }
      for (Link link : store.links(member)) {
        if (link.refusal().isPresent()) {
          draft.reportStanding(link);
        } else if (seen.add(link.evidence().beyond(member))) {
          toVisit.add(link.evidence().beyond(member));
        }
      }
    }
  }
}
