package io.tributary.streams.lifecycle;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a settlement of a customer starts from.
 *
 * @param entities whose facts or pages changed
 * @param all whether with them all changes that depends on the customer's dimensions or the policy
 */
record Changed(Set<EntityRef> entities, boolean all) {
  /** Whether anything of which this holds may be another one. */
  boolean isAny(Predicate<EntityKind> quality) {
    if (all) {
      return true;
    }
    for (EntityRef reference : entities) {
      if (quality.test(reference.kind())) {
        return true;
      }
    }
    return false;
  }
}
