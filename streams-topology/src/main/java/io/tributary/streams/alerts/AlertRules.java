package io.tributary.streams.alerts;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rules in force, in the order of their file. */
public record AlertRules(List<AlertRule> rules) {
  public static final AlertRules NONE = new AlertRules(List.of());

  public AlertRules {
    rules = List.copyOf(rules);
    Set<String> names = new HashSet<>();
    for (AlertRule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("two alerts are named " + rule.name());
      }
    }
  }

  public Optional<AlertRule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /** The same for the same rules. */
  public String version() {
    return UUID.nameUUIDFromBytes(rules.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
