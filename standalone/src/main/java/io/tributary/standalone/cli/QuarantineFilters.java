package io.tributary.standalone.cli;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Values;
import io.tributary.standalone.quarantine.Filter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which of the rejected events a command is about. */
final class QuarantineFilters {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Ids of rejections (default: all that the options leave).")
  private List<String> ids = List.of();

  @Option(names = "--source", paramLabel = "NAME", description = "Who sent it.")
  private String source;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "The first reason, for example unmapped.")
  private String code;

  @Option(names = "--type", paramLabel = "TYPE", description = "Its type, as it was sent.")
  private String type;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Received then or later: 2026-03-01, 2026-03-01T08:00:00Z, or 2h for two hours ago.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Received before then.")
  private String until;

  @Option(
      names = "--open",
      description = "Only those of which no event with the same id has been accepted since.")
  private boolean open;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "At most so many, the oldest first (default: ${DEFAULT-VALUE}).")
  private int limit;

  int limit() {
    return limit;
  }

  /**
   * @throws ConfigurationException when a time is none
   */
  Filter filter(Clock clock) {
    return new Filter(
        List.copyOf(ids),
        Optional.ofNullable(source),
        Optional.ofNullable(code),
        Optional.ofNullable(type),
        Optional.ofNullable(since).map(text -> instant("--since", text, clock)),
        Optional.ofNullable(until).map(text -> instant("--until", text, clock)),
        open);
  }

  /** Whether anything narrows down what is meant. */
  boolean any() {
    return !ids.isEmpty()
        || source != null
        || code != null
        || type != null
        || since != null
        || until != null
        || open;
  }

  private static Instant instant(String option, String text, Clock clock) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : clock.instant().minus(Values.duration(text));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ConfigurationException(
          option
              + " takes a date, a timestamp with its offset, or a time span such as 2h, not "
              + text,
          e);
    }
  }
}
