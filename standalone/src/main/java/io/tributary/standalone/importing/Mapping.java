package io.tributary.standalone.importing;

import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.standalone.sending.EventLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a CSV file become events.
 *
 * @param source that the rows come from; null when the mapping does not say
 * @param columnUses every place at which the mapping names a column of the file
 */
record Mapping(String source, char separator, List<Rule> rules, List<ColumnUse> columnUses) {

  /** A column, and where the mapping names it. */
  record ColumnUse(String column, YamlNode where) {}

  /**
   * @throws io.tributary.runtime.yaml.YamlException when the mapping names a column that the file
   *     does not have
   */
  void check(String file, Set<String> columns) {
    for (ColumnUse use : columnUses) {
      if (!columns.contains(use.column())) {
        throw use.where()
            .error(
                "%s has no column %s%s; its columns are %s"
                    .formatted(
                        file,
                        use.column(),
                        Nearest.hint(use.column(), columns),
                        String.join(", ", columns)));
      }
    }
  }

  /**
   * The events of a row, at least one.
   *
   * @param fileName part of the ids of events whose rule has none
   * @throws RowRejectedException when there is none, or one of them lacks something: a row counts
   *     as a whole
   */
  List<EventLine> eventsOf(String fileName, Row row) throws RowRejectedException {
    List<EventLine> events = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.concerns(row)) {
        events.add(rule.eventOf(row, fallbackId(fileName, row, i)));
      }
    }
    if (events.isEmpty()) {
      throw new RowRejectedException("", "no rule of the mapping takes this row" + why(row));
    }
    return events;
  }

  private String fallbackId(String fileName, Row row, int ruleIndex) {
    String type = rules.get(ruleIndex).type().typeName();
    long earlier =
        rules.subList(0, ruleIndex).stream()
            .filter(rule -> rule.type().typeName().equals(type))
            .count();
    String id = fileName + ':' + row.line() + ':' + type;
    return earlier == 0 ? id : id + ':' + (earlier + 1);
  }

  /** The values of the columns that the rules decide by. */
  private String why(Row row) {
    List<String> values =
        rules.stream()
            .flatMap(rule -> rule.conditions().stream())
            .map(Condition::column)
            .distinct()
            .map(column -> column + " is '" + row.get(column) + "'")
            .toList();
    return values.isEmpty() ? "" : ": " + String.join(", ", values);
  }
}
