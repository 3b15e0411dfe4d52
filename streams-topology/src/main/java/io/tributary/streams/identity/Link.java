package io.tributary.streams.identity;

import java.util.Optional;

/**
 * Evidence, and what came of it.
 *
 * @param refusal why its ends were not joined: {@code limit:KIND}, {@code blocked} or {@code
 *     max_links}; empty if they are one customer
 */
public record Link(Evidence evidence, Optional<String> refusal) {
  static final String LIMIT = "limit:";
  static final String BLOCKED = "blocked";
  static final String MAX_LINKS = "max_links";

  static Link joined(Evidence evidence) {
    return new Link(evidence, Optional.empty());
  }

  static Link refused(Evidence evidence, String reason) {
    return new Link(evidence, Optional.of(reason));
  }

  /**
   * Whether an end identifies nobody. That is so for good, whatever else becomes known, so the link
   * is no evidence of anything; other refusals may be settled by evidence yet to come.
   */
  boolean identifiesNobody() {
    return refusal.filter(reason -> !reason.startsWith(LIMIT)).isPresent();
  }
}
