package io.tributary.streams.identity;

/**
 * What is kept of an identifier that is part of any evidence.
 *
 * @param founder of the identifier's group: the group is known by it
 * @param firstSeenMillis the earliest date of its evidence, but for links that are blocked; {@link
 *     #NEVER} without any
 * @param generation how many times it was assigned: when there first was evidence of it, and
 *     whenever its customer changed
 * @param strongerLinks how many stronger identifiers it was seen with, up to one more than allowed
 */
public record Node(String founder, long firstSeenMillis, long generation, int strongerLinks) {
  /** Later than any date. */
  public static final long NEVER = Long.MAX_VALUE;

  /** An identifier that no evidence speaks of. */
  static Node alone(String identifier) {
    return new Node(identifier, NEVER, 0, 0);
  }

  Node seen(long millis) {
    return new Node(founder, Math.min(firstSeenMillis, millis), generation, strongerLinks);
  }

  Node firstSeen(long millis) {
    return new Node(founder, millis, generation, strongerLinks);
  }

  Node linkedToOneMore() {
    return new Node(founder, firstSeenMillis, generation, strongerLinks + 1);
  }

  Node foundedBy(String newFounder) {
    return new Node(newFounder, firstSeenMillis, generation, strongerLinks);
  }

  Node nextGeneration() {
    return new Node(founder, firstSeenMillis, generation + 1, strongerLinks);
  }
}
