package io.tributary.runtime.config;

/**
 * The configuration is wrong. The message is for the person who wrote it: what, where, and what to
 * do.
 */
public class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
