package io.tributary.streams.topology;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.alerts.AlertRulesFile;
import io.tributary.streams.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alert rules of a file that may be edited while the service runs. A file that is broken then
 * changes nothing: the rules that run go on, and the log says what is wrong. Asked by every task,
 * so it looks at the file only now and then.
 */
final class AlertRulesSource implements Supplier<AlertRules> {
  private static final Logger LOG = LoggerFactory.getLogger(AlertRulesSource.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Path file;
  private final Policy policy;
  private final Clock clock;
  private String text;
  private AlertRules rules;
  private Instant lookAgainAt;

  /**
   * @throws ConfigurationException when the file is wrong: at the start there are no rules to go on
   *     with
   */
  AlertRulesSource(Path file, Policy policy, Clock clock) {
    this.file = file;
    this.policy = policy;
    this.clock = clock;
    this.rules = AlertRulesFile.parse(YamlNode.read(file), policy);
    this.text = readAgain("");
    this.lookAgainAt = clock.instant().plus(LOOK_EVERY);
  }

  @Override
  public synchronized AlertRules get() {
    Instant now = clock.instant();
    if (!now.isBefore(lookAgainAt)) {
      lookAgainAt = now.plus(LOOK_EVERY);
      String found = readAgain(text);
      if (!found.equals(text)) {
        text = found;
        replace(found);
      }
    }
    return rules;
  }

  private void replace(String found) {
    try {
      rules = AlertRulesFile.parse(YamlNode.parse(file.toString(), found), policy);
      LOG.info("{} changed: {} alert rules are in force", file, rules.rules().size());
    } catch (ConfigurationException e) {
      LOG.error("alert rules stay as they were: {}", e.getMessage());
    }
  }

  /** A file that is away for a moment, as while it is being replaced, has not changed. */
  private String readAgain(String otherwise) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be read, alert rules stay as they are: {}", file, e.toString());
      return otherwise;
    }
  }
}
