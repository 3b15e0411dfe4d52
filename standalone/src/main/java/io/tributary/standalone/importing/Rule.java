package io.tributary.standalone.importing;

import io.tributary.event.EventType;
import io.tributary.standalone.sending.EventLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One event that a row becomes.
 *
 * @param id null: the file's name, the line and the event's type
 * @param conditions all of which must hold, or the rule does not concern the row
 * @param identifiers by kind, or kind@namespace
 */
record Rule(
    EventType type,
    List<Condition> conditions,
    List<Requirement> requirements,
    Expression id,
    Expression occurredAt,
    Map<String, Expression> identifiers,
    Map<String, Expression> data,
    BodyFields body) {

  boolean concerns(Row row) {
    return conditions.stream().allMatch(condition -> condition.holds(row));
  }

  /**
   * @throws RowRejectedException when the row lacks something that the event needs
   */
  EventLine eventOf(Row row, String fallbackId) throws RowRejectedException {
    for (Requirement requirement : requirements) {
      requirement.check(row);
    }
    String time = value("occurred_at", occurredAt, row);
    if (time.isEmpty()) {
      throw new RowRejectedException(
          "occurred_at", type.typeName() + " has no date: the row does not say when it happened");
    }
    String ownId = id == null ? "" : value("id", id, row);
    return new EventLine(
        ownId.isEmpty() ? fallbackId : ownId,
        type.typeName(),
        time,
        identifiersOf(row),
        dataOf(row));
  }

  private Map<String, String> identifiersOf(Row row) throws RowRejectedException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> identifier : identifiers.entrySet()) {
      String value = value(identifier.getKey(), identifier.getValue(), row);
      if (!value.isEmpty()) {
        values.put(identifier.getKey(), value);
      }
    }
    return values;
  }

  private Map<String, Object> dataOf(Row row) throws RowRejectedException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> field : data.entrySet()) {
      String value = value(field.getKey(), field.getValue(), row);
      if (!value.isEmpty()) {
        values.put(field.getKey(), typed(field.getKey(), value));
      }
    }
    return values;
  }

  private Object typed(String field, String value) throws RowRejectedException {
    return switch (body.form(field)) {
      case TEXT, DATE -> value;
      case WHOLE_NUMBER -> wholeNumber(field, value);
      case FLAG -> flag(field, value);
    };
  }

  private static Long wholeNumber(String field, String value) throws RowRejectedException {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw new RowRejectedException(field, field + " is '" + value + "', not a whole number");
    }
  }

  private static Boolean flag(String field, String value) throws RowRejectedException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> true;
      case "false", "no", "n", "0" -> false;
      default ->
          throw new RowRejectedException(field, field + " is '" + value + "', not true or false");
    };
  }

  private static String value(String field, Expression expression, Row row)
      throws RowRejectedException {
    try {
      return expression.valueIn(row);
    } catch (RowRejectedException e) {
      throw new RowRejectedException(
          field, field.equals(e.field()) ? e.getMessage() : field + ": " + e.getMessage());
    }
  }
}
