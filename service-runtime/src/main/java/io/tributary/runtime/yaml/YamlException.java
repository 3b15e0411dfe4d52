package io.tributary.runtime.yaml;

import io.tributary.runtime.config.ConfigurationException;

/**
 * A YAML file cannot be read, or says something impossible. The message begins with
 * file:line:column.
 */
public final class YamlException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  YamlException(String message) {
    super(message);
  }

  YamlException(String message, Throwable cause) {
    super(message, cause);
  }
}
