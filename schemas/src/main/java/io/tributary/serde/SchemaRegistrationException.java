package io.tributary.serde;

/** The registry refuses a schema. */
public final class SchemaRegistrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaRegistrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
