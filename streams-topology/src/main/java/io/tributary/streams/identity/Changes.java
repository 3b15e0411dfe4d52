package io.tributary.streams.identity;

import java.util.List;

/**
 * What a piece of evidence changed.
 *
 * @param assignments of identifiers whose customer changed, and of those that had none, each once
 * @param conflicts that arose, were settled, or are now between other customers
 * @param recomputedLinks how many links were gone through again; 0 in the common case
 */
public record Changes(List<Assignment> assignments, List<Conflict> conflicts, int recomputedLinks) {
  static final Changes NONE = new Changes(List.of(), List.of(), 0);

  public Changes {
    assignments = List.copyOf(assignments);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * An identifier's customer.
   *
   * @param generation grows with every assignment of this identifier
   * @param firstSeenMillis the earliest date of its evidence
   */
  public record Assignment(
      String identifier, String customerId, long generation, long firstSeenMillis) {}

  /**
   * Evidence that was refused.
   *
   * @param reason {@code limit:KIND}, {@code blocked} or {@code max_links}
   * @param standing false when it has been settled: the two are one customer now
   */
  public record Conflict(
      Evidence evidence,
      String subjectCustomerId,
      String otherCustomerId,
      String reason,
      boolean standing) {}
}
