package io.tributary.streams.lifecycle;

/** What came of adding a fact to an entity. */
public enum Added {
  /** It was known. */
  KNOWN,
  /** It was news. */
  NEWS,
  /** It was news, and another fact was left out for it: the entity has as many as it may. */
  NEWS_AT_LIMIT,
  /** It was left out: the entity has as many as it may. */
  LEFT_OUT,
  /** It was news, and another entity was left out for its own. */
  NEWS_AT_ENTITY_LIMIT,
  /** It was left out with its entity: its subject has as many of that kind as it may. */
  ENTITY_LEFT_OUT;

  static Added of(boolean news, boolean dropped) {
    if (news) {
      return dropped ? NEWS_AT_LIMIT : NEWS;
    }
    return dropped ? LEFT_OUT : KNOWN;
  }

  /** Whether anything may follow from it. */
  public boolean isNews() {
    return this == NEWS || this == NEWS_AT_LIMIT || this == NEWS_AT_ENTITY_LIMIT;
  }

  /** Whether a fact was left out because of its entity's limit. */
  public boolean metLimit() {
    return this == NEWS_AT_LIMIT || this == LEFT_OUT;
  }

  /** Whether an entity, or a fact with its entity, was left out. */
  public boolean metEntityLimit() {
    return this == NEWS_AT_ENTITY_LIMIT || this == ENTITY_LEFT_OUT;
  }
}
