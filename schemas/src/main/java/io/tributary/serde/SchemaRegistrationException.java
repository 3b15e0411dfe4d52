package io.tributary.serde;

/** A schema could not be registered: the registry is away, or refuses it. */
public final class SchemaRegistrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaRegistrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
