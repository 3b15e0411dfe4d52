package io.tributary.ingest.decode;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * RFC 3339, read by hand: the general parser of the platform costs more than the rest of an event.
 */
final class Timestamps {
  static final long INVALID = Long.MIN_VALUE;
  static final long NO_OFFSET = Long.MIN_VALUE + 1;

  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_END = 19;
  private static final int FRACTION_DIGITS = 9;

  private Timestamps() {}

  static boolean isDate(String text) {
    return text.length() == DATE_LENGTH;
  }

  /** Null when it is not of the form YYYY-MM-DD, or no day of the calendar. */
  static LocalDate date(String text) {
    if (text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    if (year < 1 || month < 1 || day < 1) {
      return null;
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Milliseconds since 1970, what is finer cut off; INVALID or NO_OFFSET. */
  static long epochMillis(String text) {
    if (text.length() < SECONDS_END) {
      return INVALID;
    }
    LocalDate date = date(text.substring(0, DATE_LENGTH));
    char separator = text.charAt(DATE_LENGTH);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean wellFormed =
        date != null
            && (separator == 'T' || separator == 't' || separator == ' ')
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && isBetween(hour, 23)
            && isBetween(minute, 59)
            // A leap second.
            && isBetween(second, 60);
    if (!wellFormed) {
      return INVALID;
    }
    int at = SECONDS_END;
    int millis = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int digits = digits(text, at + 1);
      if (digits == 0 || digits > FRACTION_DIGITS) {
        return INVALID;
      }
      millis = millis(text, at + 1, digits);
      at += 1 + digits;
    }
    long offsetMillis = offsetMillis(text, at);
    if (offsetMillis == INVALID || offsetMillis == NO_OFFSET) {
      return offsetMillis;
    }
    long seconds = date.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
    return seconds * 1000 + millis - offsetMillis;
  }

  private static long offsetMillis(String text, int at) {
    if (at == text.length()) {
      return NO_OFFSET;
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == text.length() ? 0 : INVALID;
    }
    if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
      return INVALID;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    if (!isBetween(hours, 23) || !isBetween(minutes, 59)) {
      return INVALID;
    }
    long millis = (hours * 60L + minutes) * 60_000;
    return sign == '-' ? -millis : millis;
  }

  private static int millis(String text, int from, int digits) {
    int millis = 0;
    for (int i = 0; i < 3; i++) {
      millis = millis * 10 + (i < digits ? text.charAt(from + i) - '0' : 0);
    }
    return millis;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static boolean isBetween(int number, int most) {
    return number >= 0 && number <= most;
  }

  /** -1 when there are other characters than digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
