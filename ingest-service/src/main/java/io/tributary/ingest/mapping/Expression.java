package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/** Where a value comes from in a document that someone else has written. */
sealed interface Expression {
  /** A missing node when there is no such value, or when it is null or an empty text. */
  JsonNode of(JsonNode document);

  /** What is left of a value that is not worth having. */
  static JsonNode present(JsonNode value) {
    boolean blank = value.isNull() || value.isTextual() && value.textValue().isBlank();
    return blank ? MissingNode.getInstance() : value;
  }

  /** A path such as {@code data.items.0.price}: names of fields, and positions in arrays. */
  record Path(List<String> steps) implements Expression {
    static Path parse(String text) {
      return new Path(List.of(text.split("\\.")));
    }

    @Override
    public JsonNode of(JsonNode document) {
      JsonNode at = document;
      for (String step : steps) {
        at = at.isArray() ? at.path(position(step)) : at.path(step);
      }
      return present(at);
    }

    private static int position(String step) {
      boolean digits = step.length() < 6 && step.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits ? Integer.parseInt(step) : -1;
    }
  }

  /** The same in every document. */
  record Constant(JsonNode value) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      return value;
    }
  }

  /** The first that is there. */
  record FirstOf(List<Expression> choices) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      for (Expression choice : choices) {
        JsonNode value = choice.of(document);
        if (!value.isMissingNode()) {
          return value;
        }
      }
      return MissingNode.getInstance();
    }
  }

  /**
   * Texts around values; missing when one of the values is.
   *
   * @param texts one more than there are values
   */
  record Template(List<String> texts, List<Expression> values) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      StringBuilder text = new StringBuilder(texts.get(0));
      for (int i = 0; i < values.size(); i++) {
        JsonNode value = values.get(i).of(document);
        if (value.isMissingNode() || value.isContainerNode()) {
          return MissingNode.getInstance();
        }
        text.append(value.asText()).append(texts.get(i + 1));
      }
      return TextNode.valueOf(text.toString());
    }
  }

  /** In another form; missing when it is not of the form that it should have. */
  record Converted(Expression value, Conversion conversion) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      JsonNode given = value.of(document);
      return given.isValueNode() ? conversion.convert(given) : MissingNode.getInstance();
    }
  }

  /** An amount in the smallest unit of its currency, in major units. */
  record MinorUnits(Expression amount, Expression currency) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      return Money.major(amount.of(document), currency.of(document).asText(""))
          .<JsonNode>map(major -> TextNode.valueOf(major.toPlainString()))
          .orElse(MissingNode.getInstance());
    }
  }

  /** By a table; what is not in it becomes what {@code *} is, or stays as it is. */
  record Replaced(Expression value, Map<String, JsonNode> table) implements Expression {
    @Override
    public JsonNode of(JsonNode document) {
      JsonNode given = value.of(document);
      if (given.isMissingNode() || given.isContainerNode()) {
        return given;
      }
      return present(table.getOrDefault(given.asText(), table.getOrDefault("*", given)));
    }
  }
}
