package io.tributary.topic;

/** A topic exists and is not as the catalogue says. The message lists every difference. */
public final class TopicMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicMismatchException(String differences) {
    super(
        "topics differ from the catalogue: "
            + differences
            + ". Alter them, or set topics.partitions to what is there.");
  }
}
