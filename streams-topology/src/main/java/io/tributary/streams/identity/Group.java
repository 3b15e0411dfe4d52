package io.tributary.streams.identity;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of the identifiers that are one customer, under their founder.
 *
 * @param founderSeenMillis when the founder was first seen
 * @param latestMillis no evidence that touches a member, joined or refused, is later
 * @param members how many of each kind
 */
public record Group(long founderSeenMillis, long latestMillis, Map<String, Integer> members) {
  public Group {
    members = Map.copyOf(members);
  }

  /** Of an identifier that no evidence speaks of. */
  static Group alone(String identifier) {
    return new Group(Node.NEVER, Long.MIN_VALUE, Map.of(IdentityRules.kind(identifier), 1));
  }

  Group joined(Group other) {
    Map<String, Integer> sum = new TreeMap<>(members);
    other.members.forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
    return new Group(
        Math.min(founderSeenMillis, other.founderSeenMillis),
        Math.max(latestMillis, other.latestMillis),
        sum);
  }

  Group touched(long millis) {
    return new Group(founderSeenMillis, Math.max(latestMillis, millis), members);
  }

  Group founded(long millis) {
    return new Group(millis, latestMillis, members);
  }
}
