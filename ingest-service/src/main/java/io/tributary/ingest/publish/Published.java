package io.tributary.ingest.publish;

/** What became of the records of a request. */
public sealed interface Published {
  /** Every one of them is on all replicas in sync. */
  record Durable() implements Published {}

  /**
   * At least one is not, or it is not known. The same records may be published again: ids make that
   * harmless.
   *
   * @param cause for people
   */
  record Unavailable(String cause) implements Published {}
}
