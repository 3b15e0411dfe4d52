package io.tributary.standalone.importing;

import io.tributary.event.EventType;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a mapping file, and refuses with file, line and column whatever could not work. */
final class MappingReader {
  private final Expressions expressions;
  private final List<Mapping.ColumnUse> columnUses;
  private final List<String> kinds;

  private MappingReader(
      Expressions expressions, List<Mapping.ColumnUse> columnUses, List<String> kinds) {
    this.expressions = expressions;
    this.columnUses = columnUses;
    this.kinds = kinds;
  }

  /**
   * @param folder where the files for look-ups are
   * @param kinds names of the kinds of identifiers that the edge knows
   * @throws io.tributary.runtime.yaml.YamlException when the mapping is wrong
   */
  static Mapping read(YamlNode root, Path folder, List<String> kinds) {
    root.only("source", "zone", "separator", "lookups", "values", "events");
    char separator = root.optional("separator").map(MappingReader::separator).orElse(',');
    ZoneId zone = root.optional("zone").map(MappingReader::zone).orElse(ZoneOffset.UTC);
    List<Mapping.ColumnUse> columnUses = new ArrayList<>();
    Expressions expressions =
        new Expressions(lookups(root, folder, separator), values(root), zone, columnUses);
    MappingReader reader = new MappingReader(expressions, columnUses, kinds);
    List<Rule> rules = root.required("events").items().stream().map(reader::rule).toList();
    if (rules.isEmpty()) {
      throw root.required("events").error("there is no rule: no row would become an event");
    }
    String source = root.optional("source").map(YamlNode::text).orElse(null);
    return new Mapping(source, separator, rules, columnUses);
  }

  private static char separator(YamlNode node) {
    String text = node.text();
    if (text.length() != 1 || text.equals("\"") || text.isBlank() && !text.equals("\t")) {
      throw node.error("the separator is one character, such as \",\", \";\" or \"\\t\"");
    }
    return text.charAt(0);
  }

  private static ZoneId zone(YamlNode node) {
    try {
      return ZoneId.of(node.text());
    } catch (DateTimeException e) {
      throw node.error("'" + node.text() + "' is no time zone, such as Europe/Berlin or UTC");
    }
  }

  private static Map<String, Lookup> lookups(YamlNode root, Path folder, char separator) {
    Map<String, Lookup> lookups = new LinkedHashMap<>();
    root.optional("lookups")
        .ifPresent(
            node ->
                node.entries()
                    .forEach(
                        (name, declared) -> {
                          declared.only("file", "key");
                          Path file = folder.resolve(declared.required("file").text());
                          lookups.put(name, Lookup.read(file, separator, declared));
                        }));
    return lookups;
  }

  private static Map<String, Map<String, String>> values(YamlNode root) {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    root.optional("values")
        .ifPresent(
            node ->
                node.entries()
                    .forEach((name, table) -> values.put(name, Expressions.replacements(table))));
    return values;
  }

  private Rule rule(YamlNode node) {
    node.only("type", "when", "require", "id", "at", "identifiers", "data", "attributes");
    EventType type = type(node.required("type"));
    BodyFields body = BodyFields.of(type);
    return new Rule(
        type,
        node.optional("when")
            .map(when -> when.items().stream().map(this::condition).toList())
            .orElse(List.of()),
        node.optional("require").map(this::requirements).orElse(List.of()),
        node.optional("id").map(expressions::read).orElse(null),
        expressions.readTime(node.required("at")),
        node.optional("identifiers").map(this::identifiers).orElse(Map.of()),
        data(node, type, body),
        body);
  }

  private static EventType type(YamlNode node) {
    List<String> names = Arrays.stream(EventType.values()).map(EventType::typeName).toList();
    return EventType.named(node.text())
        .orElseThrow(
            () ->
                node.error(
                    "there is no event type "
                        + node.text()
                        + Nearest.hint(node.text(), names)
                        + "; the types are "
                        + String.join(", ", names)));
  }

  private Condition condition(YamlNode node) {
    node.only("column", "is", "is_not", "present");
    String column = column(node.required("column"));
    if (node.entries().size() != 2) {
      throw node.error("a condition has a column and one of is, is_not, present");
    }
    if (node.entries().containsKey("present")) {
      return new Condition(column, Set.of(), node.required("present").flag());
    }
    boolean expected = node.entries().containsKey("is");
    YamlNode values = node.required(expected ? "is" : "is_not");
    Set<String> wanted =
        values.isScalar()
            ? Set.of(values.text())
            : new LinkedHashSet<>(values.items().stream().map(YamlNode::text).toList());
    if (wanted.isEmpty()) {
      throw values.error("at least one value is expected here");
    }
    return new Condition(column, wanted, expected);
  }

  private List<Requirement> requirements(YamlNode node) {
    List<Requirement> requirements = new ArrayList<>();
    for (YamlNode item : node.items()) {
      item.only("column", "message");
      String column = column(item.required("column"));
      Expression.Template message = expressions.template(item.required("message"));
      requirements.add(new Requirement(column, message));
    }
    return requirements;
  }

  private Map<String, Expression> identifiers(YamlNode node) {
    Map<String, Expression> identifiers = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (key, value) -> {
              String kind = key.split("@", 2)[0];
              if (!kinds.contains(kind)) {
                throw value.error(
                    "there is no identifier kind "
                        + kind
                        + Nearest.hint(kind, kinds)
                        + "; the kinds are "
                        + String.join(", ", kinds));
              }
              identifiers.put(key, expressions.read(value));
            });
    return identifiers;
  }

  private Map<String, Expression> data(YamlNode rule, EventType type, BodyFields body) {
    YamlNode node = rule.required("data");
    Map<String, Expression> data = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (name, value) -> {
              if (!body.names().contains(name)) {
                throw value.error(
                    "%s has no field %s%s; its fields are %s. Anything else goes under attributes"
                        .formatted(
                            type.typeName(),
                            name,
                            Nearest.hint(name, body.names()),
                            String.join(", ", body.names())));
              }
              data.put(
                  name,
                  body.form(name) == BodyFields.Form.DATE
                      ? expressions.readDate(value)
                      : expressions.read(value));
            });
    for (String required : body.required()) {
      if (!data.containsKey(required)) {
        throw node.error(type.typeName() + " needs " + required);
      }
    }
    rule.optional("attributes")
        .ifPresent(
            attributes ->
                attributes.entries().forEach((name, value) -> attribute(name, value, body, data)));
    return data;
  }

  private void attribute(
      String name, YamlNode value, BodyFields body, Map<String, Expression> data) {
    if (body.names().contains(name)) {
      throw value.error(name + " is a field of the event: it goes under data");
    }
    data.put(name, expressions.read(value));
  }

  private String column(YamlNode node) {
    columnUses.add(new Mapping.ColumnUse(node.text(), node));
    return node.text();
  }
}
