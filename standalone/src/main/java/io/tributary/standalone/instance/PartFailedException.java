package io.tributary.standalone.instance;

/** A part does not start; the message says which and why. */
public final class PartFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  PartFailedException(String part, Throwable cause) {
    super("%s does not start: %s".formatted(part, cause.getMessage()), cause);
  }

  PartFailedException(String part, String cause) {
    super("%s does not start: %s".formatted(part, cause));
  }
}
