package io.tributary.standalone.importing;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a value is got from a row. An empty text means that the row has no such value. */
interface Expression {
  /**
   * @throws RowRejectedException when the row has a value that cannot be right
   */
  String valueIn(Row row) throws RowRejectedException;

  /** The field of that column, as it is. */
  record Column(String name) implements Expression {
    @Override
    public String valueIn(Row row) {
      return row.get(name);
    }
  }

  /** The same for every row. */
  record Constant(String text) implements Expression {
    @Override
    public String valueIn(Row row) {
      return text;
    }
  }

  /**
   * Text in which {column} stands for the column's field. Nothing when none of them has a value.
   */
  record Template(String text) implements Expression {
    static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

    @Override
    public String valueIn(Row row) {
      Matcher places = PLACE.matcher(text);
      boolean columns = false;
      boolean any = false;
      StringBuilder filled = new StringBuilder();
      while (places.find()) {
        columns = true;
        String value = row.get(places.group(1));
        any |= !value.isEmpty();
        places.appendReplacement(filled, Matcher.quoteReplacement(value));
      }
      return columns && !any ? "" : places.appendTail(filled).toString();
    }
  }

  /** The value of another file's column in the row whose key is the inner value. */
  record LookedUp(Expression key, Lookup lookup, String column) implements Expression {
    @Override
    public String valueIn(Row row) throws RowRejectedException {
      String wanted = key.valueIn(row);
      if (wanted.isEmpty()) {
        return "";
      }
      Optional<String> found = lookup.find(wanted, column);
      if (found.isEmpty()) {
        throw new RowRejectedException(column, lookup.unknown(wanted));
      }
      return found.get();
    }
  }

  /** Some values replaced by others; a value that is not listed stays as it is. */
  record Replaced(Expression value, Map<String, String> replacements) implements Expression {
    @Override
    public String valueIn(Row row) throws RowRejectedException {
      String text = value.valueIn(row);
      return replacements.getOrDefault(text, text);
    }
  }

  /** A date or time in the form that events have it. */
  record Dated(Expression value, DateForm form) implements Expression {
    @Override
    public String valueIn(Row row) throws RowRejectedException {
      String text = value.valueIn(row);
      return text.isEmpty() ? "" : form.convert(text);
    }
  }

  /** What stands in for a value that is not there, or not in the other file. */
  record Defaulted(Expression value, String otherwise) implements Expression {
    @Override
    public String valueIn(Row row) throws RowRejectedException {
      try {
        String text = value.valueIn(row);
        return text.isEmpty() ? otherwise : text;
      } catch (RowRejectedException e) {
        if (value instanceof LookedUp) {
          return otherwise;
        }
        throw e;
      }
    }
  }
}
