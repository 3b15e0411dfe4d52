package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tributary.event.EventType;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of one mapping, and refuses with line and column what could not work. */
final class MappingReader {
  private static final List<String> TYPES =
      Arrays.stream(EventType.values()).map(EventType::typeName).toList();

  private final Expressions expressions;
  private final Expression id;
  private final Expression at;
  private final Map<String, Expression> identifiers;

  private MappingReader(
      Expressions expressions, Expression id, Expression at, Map<String, Expression> identifiers) {
    this.expressions = expressions;
    this.id = id;
    this.at = at;
    this.identifiers = identifiers;
  }

  /**
   * @param standard the mapping that comes with the program
   * @param own what the user has for it; its constants replace those of the standard
   */
  static Mapping read(YamlNode standard, Optional<YamlNode> own) {
    standard.only("constants", "id", "type", "at", "identifiers", "events");
    own.ifPresent(section -> section.only("standard", "constants", "identifiers", "events"));
    Map<String, List<String>> constants = new LinkedHashMap<>();
    constants.put("types", TYPES);
    constants(standard, constants);
    own.ifPresent(section -> constants(section, constants));
    Expressions expressions = new Expressions(constants);
    Map<String, Expression> identifiers = expressions(standard, "identifiers", expressions);
    own.ifPresent(section -> identifiers.putAll(expressions(section, "identifiers", expressions)));
    MappingReader reader =
        new MappingReader(
            expressions,
            expressions.read(standard.required("id")),
            expressions.read(standard.required("at")),
            identifiers);
    boolean withStandard =
        own.flatMap(section -> section.optional("standard")).map(YamlNode::flag).orElse(true);
    return new Mapping(
        own.map(reader::rules).orElse(List.of()),
        withStandard ? reader.rules(standard) : List.of(),
        expressions.read(standard.required("id")),
        expressions.read(standard.required("type")));
  }

  private static void constants(YamlNode section, Map<String, List<String>> constants) {
    section
        .optional("constants")
        .map(YamlNode::entries)
        .orElse(Map.of())
        .forEach((name, value) -> constants.put(name, new Expressions(Map.of()).texts(value)));
  }

  private static Map<String, Expression> expressions(
      YamlNode node, String key, Expressions expressions) {
    Map<String, Expression> read = new LinkedHashMap<>();
    node.optional(key)
        .map(YamlNode::entries)
        .orElse(Map.of())
        .forEach((name, value) -> read.put(name, expressions.read(value)));
    return read;
  }

  private List<Rule> rules(YamlNode section) {
    return section.optional("events").map(YamlNode::items).orElse(List.of()).stream()
        .map(this::rule)
        .toList();
  }

  private Rule rule(YamlNode node) {
    node.only("when", "type", "id", "at", "identifiers", "spread", "data");
    Map<String, Expression> who = new LinkedHashMap<>(identifiers);
    who.putAll(expressions(node, "identifiers", expressions));
    List<Expression> spread =
        node
            .optional("spread")
            .map(given -> given.isSequence() ? given.items() : List.of(given))
            .orElse(List.of())
            .stream()
            .map(expressions::read)
            .toList();
    return new Rule(
        conditions(node.required("when")),
        type(node.required("type")),
        node.optional("id").map(expressions::read).orElse(id),
        node.optional("at").map(expressions::read).orElse(at),
        who,
        spread,
        expressions(node, "data", expressions));
  }

  private Expression type(YamlNode node) {
    if (!node.isScalar()) {
      return expressions.read(node);
    }
    if (!TYPES.contains(node.text())) {
      throw node.error("there is no event type " + node.text() + Nearest.hint(node.text(), TYPES));
    }
    return new Expression.Constant(TextNode.valueOf(node.text()));
  }

  private List<Condition> conditions(YamlNode when) {
    List<Condition> conditions = new ArrayList<>();
    when.entries().forEach((path, wanted) -> conditions.add(condition(path, wanted)));
    return conditions;
  }

  private Condition condition(String path, YamlNode wanted) {
    Expression value = Expression.Path.parse(path);
    if (!wanted.isMapping()) {
      return new Condition(value, Set.copyOf(expressions.texts(wanted)), true);
    }
    wanted.only("present", "not");
    if (wanted.entries().size() != 1) {
      throw wanted.error("a condition is a value, a list of values, or one of present, not");
    }
    return wanted.optional("present").isPresent()
        ? new Condition(value, Set.of(), wanted.required("present").flag())
        : new Condition(
            value, new LinkedHashSet<>(expressions.texts(wanted.required("not"))), false);
  }
}
