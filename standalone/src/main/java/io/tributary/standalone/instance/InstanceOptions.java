package io.tributary.standalone.instance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param config YAML file with settings
 * @param settings single settings, stronger than the file
 * @param defaults of settings that nobody has said anything of, by key
 */
public record InstanceOptions(
    Optional<Path> config, Map<String, String> settings, Map<String, String> defaults) {
  public InstanceOptions {
    settings = Map.copyOf(settings);
    defaults = Map.copyOf(defaults);
  }

  /** With the usual defaults. */
  public InstanceOptions(Optional<Path> config, Map<String, String> settings) {
    this(config, settings, Map.of());
  }
}
