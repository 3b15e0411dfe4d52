package io.tributary.streams.topology;

/** A record that no service of ours writes. It goes to the dead letters, and the stream goes on. */
final class ImpossibleRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImpossibleRecordException(String message) {
    super(message);
  }
}
