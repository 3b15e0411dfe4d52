package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of a mapping: a path, a list of which the first that is there is taken, or keys
 * that say where the value comes from (path, constant or template) and what is done with it, in
 * this order: form, minor units, values, default. {@code $name} stands for a constant of the
 * mapping.
 *
 * @param constants by name; a constant may be a list
 */
record Expressions(Map<String, List<String>> constants) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  Expression read(YamlNode node) {
    if (node.isSequence()) {
      return new Expression.FirstOf(node.items().stream().map(this::read).toList());
    }
    if (node.isScalar()) {
      return path(node);
    }
    node.only("path", "constant", "template", "form", "minor_units_of", "values", "default");
    Expression value = origin(node);
    if (node.optional("form").isPresent()) {
      Conversion conversion = node.required("form").choice(Conversion.class);
      value = new Expression.Converted(value, conversion);
    }
    if (node.optional("minor_units_of").isPresent()) {
      value = new Expression.MinorUnits(value, read(node.required("minor_units_of")));
    }
    if (node.optional("values").isPresent()) {
      Map<String, JsonNode> table = new LinkedHashMap<>();
      node.required("values").entries().forEach((from, to) -> table.put(from, scalar(to.text())));
      value = new Expression.Replaced(value, table);
    }
    return node.optional("default").isEmpty()
        ? value
        : new Expression.FirstOf(List.of(value, constant(node.required("default"))));
  }

  private Expression origin(YamlNode node) {
    Map<String, YamlNode> entries = node.entries();
    long origins =
        List.of("path", "constant", "template").stream().filter(entries::containsKey).count();
    if (origins != 1) {
      throw node.error("a value comes from one of path, constant, template");
    }
    if (entries.containsKey("constant")) {
      return constant(node.required("constant"));
    }
    return entries.containsKey("template")
        ? template(node.required("template").text())
        : read(node.required("path"));
  }

  private Expression path(YamlNode node) {
    return node.text().startsWith("$")
        ? new Expression.Constant(TextNode.valueOf(texts(node).get(0)))
        : Expression.Path.parse(node.text());
  }

  private Expression constant(YamlNode node) {
    String text = node.text().startsWith("$") ? texts(node).get(0) : node.text();
    return new Expression.Constant(scalar(text));
  }

  private static JsonNode scalar(String text) {
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(text);
    };
  }

  private static Expression.Template template(String text) {
    List<String> texts = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      texts.add(text.substring(end, places.start()));
      values.add(Expression.Path.parse(places.group(1)));
      end = places.end();
    }
    texts.add(text.substring(end));
    return new Expression.Template(texts, values);
  }

  /** A text, the texts of a list, or those of a constant. */
  List<String> texts(YamlNode node) {
    if (node.isSequence()) {
      return node.items().stream().flatMap(item -> texts(item).stream()).toList();
    }
    String text = node.text();
    if (!text.startsWith("$")) {
      return List.of(text);
    }
    List<String> named = constants.get(text.substring(1));
    if (named == null) {
      throw node.error(
          "there is no constant " + text + Nearest.hint(text.substring(1), constants.keySet()));
    }
    return named;
  }
}
