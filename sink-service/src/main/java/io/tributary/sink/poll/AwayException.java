package io.tributary.sink.poll;

/** Something that the sink needs does not answer now; what was to be done is to be tried again. */
final class AwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the sink needs. */
  enum Part {
    BROKERS("the brokers do not serve"),
    WAREHOUSE("the warehouse is away"),
    REGISTRY("the schema registry is away"),
    DEAD_LETTERS("dead letters cannot be sent");

    private final String sentence;

    Part(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Part part;

  AwayException(Part part, String cause) {
    super(part.sentence + ": " + cause);
    this.part = part;
  }

  Part part() {
    return part;
  }
}
