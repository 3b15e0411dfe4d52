package io.tributary.streams.lifecycle;

/**
 * What bounds the state of one customer and the records about it. None of the bounds depends on the
 * order in which things arrive.
 *
 * @param facts of one entity and subject that are kept: the earliest and the latest
 * @param entities of one kind and subject that are kept, and of one kind that are counted
 * @param shownStages of the stage history that are shown: the earliest and the latest
 * @param shownSubjects of the subjects that are shown: the first by name
 */
public record CustomerLimits(int facts, int entities, int shownStages, int shownSubjects) {
  /** Those of the default configuration: no record comes near what a broker takes. */
  public static final CustomerLimits STANDARD = new CustomerLimits(1_000, 10_000, 1_000, 1_000);

  /** The same with another number of facts. */
  public CustomerLimits withFacts(int most) {
    return new CustomerLimits(most, entities, shownStages, shownSubjects);
  }
}
