package io.tributary.standalone.instance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param config YAML file with settings
 * @param settings single settings, stronger than the file
 */
public record InstanceOptions(Optional<Path> config, Map<String, String> settings) {
  public InstanceOptions {
    settings = Map.copyOf(settings);
  }
}
