package io.tributary.runtime;

import io.tributary.runtime.config.ConfigurationException;

/** Something else listens on a port that a part needs. */
public final class PortInUseException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  /**
   * @param purpose what the port is for
   * @param key the configuration key that changes it
   */
  public PortInUseException(int port, String purpose, String key, Throwable cause) {
    super(
        "port %d, which %s needs, is in use. Stop what listens there, or choose another with %s."
            .formatted(port, purpose, key),
        cause);
  }
}
