package io.tributary.serde;

/** The schema registry cannot be reached, or is not able to answer; it may be tried again. */
public final class RegistryAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
