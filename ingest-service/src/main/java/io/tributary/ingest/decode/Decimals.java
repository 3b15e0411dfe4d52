package io.tributary.ingest.decode;

import io.tributary.event.Micros;
import java.math.BigDecimal;

/** Decimal numbers as micro-units. */
final class Decimals {
  /** What a text is, if it is no number of micro-units. */
  enum Fault {
    NO_NUMBER,
    TOO_PRECISE,
    OUT_OF_RANGE
  }

  /** A number or the reason why there is none: exactly one of the two. */
  record Parsed(long micros, Fault fault) {
    static Parsed of(long micros) {
      return new Parsed(micros, null);
    }

    static Parsed not(Fault fault) {
      return new Parsed(0, fault);
    }
  }

  private static final int LONGEST = 64;
  private static final int LARGEST_EXPONENT = 40;
  private static final int SAFE_DIGITS = 12;
  private static final int PLACES = 6;

  private Decimals() {}

  /** Digits with a point and a sign, and in JSON numbers an exponent. */
  static Parsed micros(String text) {
    long quick = quick(text);
    if (quick != Long.MIN_VALUE) {
      return Parsed.of(quick);
    }
    BigDecimal decimal = decimal(text);
    if (decimal == null) {
      return Parsed.not(Fault.NO_NUMBER);
    }
    try {
      return Parsed.of(Micros.of(decimal));
    } catch (ArithmeticException e) {
      boolean precise = decimal.stripTrailingZeros().scale() > PLACES;
      return Parsed.not(precise ? Fault.TOO_PRECISE : Fault.OUT_OF_RANGE);
    }
  }

  /** Null when it is no number, or one that nobody means: 1E999999999 would fill the memory. */
  static BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !hasForm(text)) {
      return null;
    }
    try {
      BigDecimal decimal = new BigDecimal(text);
      return Math.abs(decimal.scale()) <= LONGEST + LARGEST_EXPONENT ? decimal : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** BigDecimal would also take a leading plus, ".5", "5." and digits of other scripts. */
  private static boolean hasForm(String text) {
    int at = text.charAt(0) == '-' ? 1 : 0;
    int digits = digits(text, at);
    if (digits == 0) {
      return false;
    }
    at += digits;
    if (at < text.length() && text.charAt(at) == '.') {
      int decimals = digits(text, at + 1);
      if (decimals == 0) {
        return false;
      }
      at += 1 + decimals;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int exponent = digits(text, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  /** Most amounts are short; Long.MIN_VALUE for those that need care. */
  private static long quick(String text) {
    int length = text.length();
    int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    boolean negative = at == 1;
    int whole = digits(text, at);
    if (whole == 0 || whole > SAFE_DIGITS) {
      return Long.MIN_VALUE;
    }
    long micros = 0;
    for (int end = at + whole; at < end; at++) {
      micros = micros * 10 + (text.charAt(at) - '0');
    }
    int decimals = 0;
    if (at < length && text.charAt(at) == '.') {
      decimals = digits(text, at + 1);
      if (decimals == 0 || decimals > PLACES) {
        return Long.MIN_VALUE;
      }
      at++;
      for (int end = at + decimals; at < end; at++) {
        micros = micros * 10 + (text.charAt(at) - '0');
      }
    }
    if (at != length) {
      return Long.MIN_VALUE;
    }
    for (int i = decimals; i < PLACES; i++) {
      micros *= 10;
    }
    return negative ? -micros : micros;
  }
}
