package io.tributary.sink.warehouse;

/** Another writer has moved the offset of a partition: this one is behind and must not write. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FencedException(String message) {
    super(message);
  }

  public FencedException(String message, Throwable cause) {
    super(message, cause);
  }
}
