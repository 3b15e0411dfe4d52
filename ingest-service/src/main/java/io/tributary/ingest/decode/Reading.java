package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.IdentifierKinds;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One event being read: where it comes from, the rules, and what is wrong with it so far. Each
 * method reads one value; when that is wrong it says so and returns null.
 */
final class Reading {
  static final int ID_LENGTH = 128;

  private final JsonInput in;
  private final Sender sender;
  private final Sender.Rules rules;
  private final Reasons reasons;
  private final int baseDepth;

  Reading(JsonInput in, Sender sender, Sender.Rules rules, Reasons reasons, int baseDepth) {
    this.in = in;
    this.sender = sender;
    this.rules = rules;
    this.reasons = reasons;
    this.baseDepth = baseDepth;
  }

  /** The same event, read on from another place. */
  Reading from(JsonInput part, int depth) {
    return new Reading(part, sender, rules, reasons, depth);
  }

  JsonInput in() {
    return in;
  }

  Sender sender() {
    return sender;
  }

  Limits limits() {
    return rules.limits();
  }

  IdentifierKinds kinds() {
    return rules.kinds();
  }

  ZoneId zone() {
    return rules.zone();
  }

  Reasons reasons() {
    return reasons;
  }

  void reject(Code code, String field, String message) {
    reasons.add(code, field, message);
  }

  /** Goes past a value that is not needed. */
  void skip(String field) throws IOException {
    checkDepth(in.skip(), field);
  }

  void checkDepth(int depth, String field) {
    if (depth - baseDepth > limits().depth()) {
      reject(
          Code.JSON_TOO_DEEP,
          field,
          "nests deeper than the " + limits().depth() + " levels that are allowed");
    }
  }

  /** Trimmed; null when it is empty, null, or wrong. */
  String text(String field) throws IOException {
    JsonToken token = in.token();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      wrongType(field, "a text");
      return null;
    }
    return checked(in.text(), field);
  }

  /** Like a text, or a whole number, which many systems use as ids; short. */
  String id(String field) throws IOException {
    JsonToken token = in.token();
    String id;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      id = in.text();
    } else {
      id = text(field);
    }
    if (id != null && id.length() > ID_LENGTH) {
      reject(
          Code.ID_TOO_LONG,
          field,
          "has " + id.length() + " characters; at most " + ID_LENGTH + " are allowed");
      return null;
    }
    return id;
  }

  /** Null when it is empty or wrong. */
  String checked(String text, String field) {
    String trimmed = text.strip();
    if (trimmed.length() > limits().textLength()) {
      reject(
          Code.TEXT_TOO_LONG,
          field,
          "has "
              + trimmed.length()
              + " characters; at most "
              + limits().textLength()
              + " are allowed");
      return null;
    }
    if (!Texts.isKeepable(trimmed)) {
      reject(Code.TEXT_INVALID, field, "holds U+0000 or half of a surrogate pair");
      return null;
    }
    return trimmed.isEmpty() ? null : trimmed;
  }

  /** Milliseconds since 1970; a date is its midnight in the reporting zone. */
  Long timestamp(String field) throws IOException {
    String text = text(field);
    if (text == null) {
      return null;
    }
    if (Timestamps.isDate(text)) {
      LocalDate date = Timestamps.date(text);
      if (date == null) {
        reject(Code.DATE_INVALID, field, "'" + Texts.shown(text) + "' is no day of the calendar");
        return null;
      }
      return date.atStartOfDay(zone()).toInstant().toEpochMilli();
    }
    long millis = Timestamps.epochMillis(text);
    if (millis == Timestamps.NO_OFFSET) {
      reject(
          Code.TIME_NO_OFFSET,
          field,
          "'" + Texts.shown(text) + "' lacks an offset from UTC, such as Z or +02:00");
      return null;
    }
    if (millis == Timestamps.INVALID) {
      reject(
          Code.TIME_INVALID,
          field,
          "'"
              + Texts.shown(text)
              + "' is no RFC 3339 timestamp, such as 2026-03-14T09:26:53Z or 2026-03-14");
      return null;
    }
    return millis;
  }

  void wrongType(String field, String expected) throws IOException {
    JsonToken token = in.token();
    String found =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "the text '" + Texts.shown(in.text()) + "'";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Texts.shown(in.text());
          case VALUE_TRUE, VALUE_FALSE -> in.text();
          default -> "null";
        };
    reject(Code.FIELD_TYPE, field, "must be " + expected + ", not " + found);
    skip(field);
  }
}
