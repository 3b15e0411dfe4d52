package io.tributary.standalone.importing;

import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Reads the values of a mapping: the name of a column, or a mapping of keys that say where the
 * value comes from (column, constant or template) and what is done with it, in this order: format,
 * the look-up in another file, replacement of values, default.
 */
record Expressions(
    Map<String, Lookup> lookups,
    Map<String, Map<String, String>> namedValues,
    ZoneId zone,
    List<Mapping.ColumnUse> columnUses) {

  Expression read(YamlNode node) {
    return read(node, Optional.empty());
  }

  /** A value that is a point in time, as ISO 8601 unless a format is given. */
  Expression readTime(YamlNode node) {
    return read(node, Optional.of(DateForm.iso(zone, true)));
  }

  /** A value that is a date. */
  Expression readDate(YamlNode node) {
    return read(node, Optional.of(DateForm.iso(zone, false)));
  }

  private Expression read(YamlNode node, Optional<DateForm> dates) {
    if (node.isScalar()) {
      return dated(column(node), node, dates);
    }
    node.only("column", "constant", "template", "format", "lookup", "take", "values", "default");
    Expression value = dated(origin(node), node, dates);
    if (node.optional("lookup").isPresent()) {
      value = lookedUp(value, node);
    } else if (node.optional("take").isPresent()) {
      throw node.required("take").error("take names a column of a lookup, but there is no lookup");
    }
    Optional<YamlNode> values = node.optional("values");
    if (values.isPresent()) {
      value = new Expression.Replaced(value, replacementsOf(values.get()));
    }
    Optional<YamlNode> otherwise = node.optional("default");
    return otherwise.isPresent() ? new Expression.Defaulted(value, otherwise.get().text()) : value;
  }

  private Expression origin(YamlNode node) {
    Map<String, YamlNode> entries = node.entries();
    long origins =
        List.of("column", "constant", "template").stream().filter(entries::containsKey).count();
    if (origins != 1) {
      throw node.error("a value comes from one of column, constant, template");
    }
    if (entries.containsKey("constant")) {
      return new Expression.Constant(node.required("constant").text());
    }
    return entries.containsKey("template")
        ? template(node.required("template"))
        : column(node.required("column"));
  }

  Expression.Template template(YamlNode node) {
    Matcher places = Expression.Template.PLACE.matcher(node.text());
    while (places.find()) {
      columnUses.add(new Mapping.ColumnUse(places.group(1), node));
    }
    return new Expression.Template(node.text());
  }

  private Expression column(YamlNode node) {
    columnUses.add(new Mapping.ColumnUse(node.text(), node));
    return new Expression.Column(node.text());
  }

  private Expression dated(Expression value, YamlNode node, Optional<DateForm> dates) {
    Optional<YamlNode> format = node.isMapping() ? node.optional("format") : Optional.empty();
    if (format.isEmpty()) {
      return dates.<Expression>map(iso -> new Expression.Dated(value, iso)).orElse(value);
    }
    if (dates.isEmpty()) {
      throw format.get().error("a format is for dates and times, and this is none");
    }
    try {
      DateForm form = DateForm.of(format.get().text(), zone, dates.get().instant());
      return new Expression.Dated(value, form);
    } catch (IllegalArgumentException e) {
      throw format
          .get()
          .error("not a pattern of dates, such as dd/MM/yyyy HH:mm: " + e.getMessage());
    }
  }

  private Expression lookedUp(Expression key, YamlNode node) {
    YamlNode name = node.required("lookup");
    Lookup lookup = lookups.get(name.text());
    if (lookup == null) {
      throw name.error(
          "there is no lookup "
              + name.text()
              + Nearest.hint(name.text(), lookups.keySet())
              + "; declare it under lookups");
    }
    YamlNode take = node.required("take");
    lookup.column(take);
    return new Expression.LookedUp(key, lookup, take.text());
  }

  private Map<String, String> replacementsOf(YamlNode node) {
    if (node.isMapping()) {
      return replacements(node);
    }
    Map<String, String> named = namedValues.get(node.text());
    if (named == null) {
      throw node.error(
          "there are no values "
              + node.text()
              + Nearest.hint(node.text(), namedValues.keySet())
              + "; declare them under values");
    }
    return named;
  }

  static Map<String, String> replacements(YamlNode node) {
    Map<String, String> replacements = new LinkedHashMap<>();
    node.entries().forEach((from, to) -> replacements.put(from, to.text()));
    return replacements;
  }
}
