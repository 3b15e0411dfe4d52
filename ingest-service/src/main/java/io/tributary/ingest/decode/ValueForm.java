package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.Micros;
import io.tributary.runtime.config.Nearest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How the value of a field is written, and what it becomes in the record. */
sealed interface ValueForm {
  /** The value for the record; null when it is absent or wrong, which has then been said. */
  Object read(Reading reading, String field) throws IOException;

  /** Any text. */
  record Text() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      return reading.text(field);
    }
  }

  /** The id of a thing. */
  record Id() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      return reading.id(field);
    }
  }

  /** A code of ISO 4217, in upper or lower case. */
  record CurrencyCode() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = reading.text(field);
      if (text == null) {
        return null;
      }
      String code = text.toUpperCase(Locale.ROOT);
      if (!Currencies.contains(code)) {
        reading.reject(
            Code.CURRENCY_UNKNOWN,
            field,
            "'" + Texts.shown(text) + "' is no currency of ISO 4217, such as USD or EUR");
        return null;
      }
      return code;
    }
  }

  /**
   * A decimal as a text or a number; micro-units in the record.
   *
   * @param least in micro-units
   * @param most in micro-units
   */
  record Decimal(long least, long most) implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = numberText(reading, field, "a decimal number such as \"12500.00\"");
      if (text == null) {
        return null;
      }
      Decimals.Parsed parsed = Decimals.micros(text);
      if (parsed.fault() != null) {
        reject(reading, field, text, parsed.fault());
        return null;
      }
      return inRange(reading, field, parsed.micros(), least, most) ? parsed.micros() : null;
    }
  }

  /**
   * A whole number.
   *
   * @param wide whether the record has a long there, or an int
   */
  record Whole(long least, long most, boolean wide) implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = numberText(reading, field, "a whole number");
      if (text == null) {
        return null;
      }
      Decimals.Parsed parsed = Decimals.micros(text);
      if (parsed.fault() == Decimals.Fault.OUT_OF_RANGE) {
        reject(reading, field, text, parsed.fault());
        return null;
      }
      if (parsed.fault() != null || parsed.micros() % Micros.UNIT != 0) {
        reading.reject(
            Code.NUMBER_INVALID, field, "'" + Texts.shown(text) + "' is no whole number");
        return null;
      }
      if (!inRange(reading, field, parsed.micros(), least * Micros.UNIT, most * Micros.UNIT)) {
        return null;
      }
      long number = parsed.micros() / Micros.UNIT;
      return wide ? (Object) number : (Object) (int) number;
    }
  }

  /** true or false. */
  record Flag() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      return switch (reading.in().token()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        default -> {
          reading.wrongType(field, "true or false");
          yield null;
        }
      };
    }
  }

  /** YYYY-MM-DD. */
  record Day() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = reading.text(field);
      if (text == null) {
        return null;
      }
      LocalDate date = Timestamps.date(text);
      if (date == null) {
        reading.reject(
            Code.DATE_INVALID,
            field,
            "'" + Texts.shown(text) + "' is no date of the form YYYY-MM-DD");
      }
      return date;
    }
  }

  /** A timestamp, or a date for its midnight. */
  record Moment() implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      Long millis = reading.timestamp(field);
      return millis == null ? null : Instant.ofEpochMilli(millis);
    }
  }

  /**
   * One of a few names, in any case, with dashes or spaces for underscores.
   *
   * @param constants by name
   */
  record Choice(Map<String, ?> constants) implements ValueForm {
    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = reading.text(field);
      if (text == null) {
        return null;
      }
      Object constant = constants.get(text);
      if (constant == null) {
        constant = constants.get(text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_'));
      }
      if (constant == null) {
        reading.reject(
            Code.ENUM_UNKNOWN,
            field,
            "'"
                + Texts.shown(text)
                + "' is none of "
                + String.join(", ", new TreeSet<>(constants.keySet()))
                + (text.length() > 30 ? "" : Nearest.hint(text, constants.keySet())));
      }
      return constant;
    }
  }

  /** An exchange rate: positive, and kept as its digits. */
  record Rate() implements ValueForm {
    private static final int MOST_DIGITS = 38;

    @Override
    public Object read(Reading reading, String field) throws IOException {
      String text = numberText(reading, field, "a decimal number such as \"1.0845\"");
      if (text == null) {
        return null;
      }
      BigDecimal rate = Decimals.decimal(text);
      if (rate == null || rate.toPlainString().length() > MOST_DIGITS) {
        reading.reject(
            Code.NUMBER_INVALID,
            field,
            "'" + Texts.shown(text) + "' is no decimal number of at most 38 characters");
        return null;
      }
      if (rate.signum() <= 0) {
        reading.reject(Code.FIELD_RANGE, field, "must be more than 0, not " + Texts.shown(text));
        return null;
      }
      return rate.toPlainString();
    }
  }

  private static String numberText(Reading reading, String field, String expected)
      throws IOException {
    JsonToken token = reading.in().token();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return reading.in().text();
    }
    if (token == JsonToken.VALUE_STRING) {
      return reading.text(field);
    }
    if (token != JsonToken.VALUE_NULL) {
      reading.wrongType(field, expected);
    }
    return null;
  }

  private static void reject(Reading reading, String field, String text, Decimals.Fault fault) {
    String shown = "'" + Texts.shown(text) + "'";
    switch (fault) {
      case NO_NUMBER ->
          reading.reject(
              Code.NUMBER_INVALID,
              field,
              shown + " is no decimal number; write it with a point and without thousands");
      case TOO_PRECISE ->
          reading.reject(
              Code.AMOUNT_TOO_PRECISE, field, shown + " has more than 6 decimals; round it");
      case OUT_OF_RANGE ->
          reading.reject(Code.FIELD_RANGE, field, shown + " is beyond 9,223,372,036,854");
    }
  }

  private static boolean inRange(
      Reading reading, String field, long micros, long least, long most) {
    if (micros >= least && micros <= most) {
      return true;
    }
    String range =
        most == Long.MAX_VALUE
            ? "at least " + Micros.format(least)
            : "from " + Micros.format(least) + " to " + Micros.format(most);
    reading.reject(Code.FIELD_RANGE, field, "must be " + range + ", not " + Micros.format(micros));
    return false;
  }
}
