package io.tributary.ingest.decode;

import io.tributary.event.EventType;
import io.tributary.event.Micros;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Which form a field of a schema has, and which range. */
final class Forms {
  private static final ValueForm NOT_NEGATIVE = new ValueForm.Decimal(0, Long.MAX_VALUE);
  private static final ValueForm ANY_DECIMAL =
      new ValueForm.Decimal(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final int MOST_UNITS = 1_000_000_000;
  private static final int MOST_INTERVALS = 1000;
  private static final int MOST_ATTEMPTS = 1000;
  private static final int HIGHEST_SCORE = 10;

  /** Kinds of identifiers that are named by fields of bodies. */
  private static final Map<String, String> ENTITIES =
      Map.of(
          "lead_id", "lead",
          "opportunity_id", "opportunity",
          "subscription_id", "subscription",
          "invoice_id", "invoice",
          "ticket_id", "ticket",
          "spend_id", "spend",
          "quota_id", "quota");

  private Forms() {}

  /** Null when the field does not name an entity that can identify. */
  static String entity(String field) {
    return ENTITIES.get(field);
  }

  static ValueForm of(EventType type, Schema.Field field) {
    Schema schema = withoutNull(field.schema());
    String name = field.name();
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName().equals("date")
          ? new ValueForm.Day()
          : new ValueForm.Moment();
    }
    return switch (schema.getType()) {
      case STRING -> text(name);
      case ENUM -> choice(schema);
      case BOOLEAN -> new ValueForm.Flag();
      case LONG -> name.endsWith("_micros") ? decimal(type, name) : whole(name, true);
      case INT -> whole(name, false);
      default -> throw new IllegalStateException(type + " has a field that is not read: " + field);
    };
  }

  private static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static ValueForm text(String name) {
    return switch (name) {
      case "currency", "base", "quote" -> new ValueForm.CurrencyCode();
      case "rate" -> new ValueForm.Rate();
      default -> name.endsWith("_id") ? new ValueForm.Id() : new ValueForm.Text();
    };
  }

  private static ValueForm decimal(EventType type, String name) {
    return switch (name) {
      case "probability_micros" -> new ValueForm.Decimal(0, Micros.UNIT);
      case "discount_percent_micros" -> new ValueForm.Decimal(0, 100 * Micros.UNIT);
      // A credit of an advertiser is negative spend.
      case "amount_micros" -> type == EventType.SPEND_RECORDED ? ANY_DECIMAL : NOT_NEGATIVE;
      case "unit_amount_micros", "discount_amount_micros" -> NOT_NEGATIVE;
      default -> ANY_DECIMAL;
    };
  }

  private static ValueForm whole(String name, boolean wide) {
    return switch (name) {
      case "interval_count" -> new ValueForm.Whole(1, MOST_INTERVALS, wide);
      case "attempt" -> new ValueForm.Whole(0, MOST_ATTEMPTS, wide);
      case "score" -> new ValueForm.Whole(0, HIGHEST_SCORE, wide);
      default -> new ValueForm.Whole(0, MOST_UNITS, wide);
    };
  }

  private static ValueForm choice(Schema schema) {
    Map<String, Object> constants = new HashMap<>();
    for (Object constant : SpecificData.get().getClass(schema).getEnumConstants()) {
      constants.put(constant.toString(), constant);
    }
    return new ValueForm.Choice(Map.copyOf(constants));
  }
}
