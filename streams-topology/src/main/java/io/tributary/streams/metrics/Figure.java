package io.tributary.streams.metrics;

import java.math.BigInteger;

/**
 * The value of a metric and what it was made of, all in micro-units.
 *
 * @param value null when the denominator is 0
 * @param numerator null when it is none itself, being a quotient by 0
 * @param denominator 1,000,000 for a metric that is no ratio; null as the numerator
 * @param sample the count of things behind the value
 */
record Figure(Long value, Long numerator, Long denominator, long sample) {

  /** A ratio of two numbers in micro-units. */
  static Figure ratio(long numeratorMicros, long denominatorMicros, long sample) {
    return new Figure(
        Exact.ratio(numeratorMicros, denominatorMicros),
        numeratorMicros,
        denominatorMicros,
        sample);
  }

  /** An amount per so many things. */
  static Figure average(long amountMicros, long count) {
    return ratio(amountMicros, count * Exact.UNIT, count);
  }

  /**
   * A mean duration.
   *
   * @param unitMs what the figure's unit is in milliseconds
   */
  static Figure mean(long millis, long count, long unitMs) {
    return new Figure(
        Exact.quotient(Exact.product(millis, Exact.UNIT), Exact.product(count, unitMs)),
        Exact.ratio(millis, unitMs),
        count * Exact.UNIT,
        count);
  }

  /** One count out of another. */
  static Figure share(long part, long whole) {
    return ratio(part * Exact.UNIT, whole * Exact.UNIT, whole);
  }

  /** An amount as it is. */
  static Figure amount(Long micros, long sample) {
    return new Figure(micros, micros, Exact.UNIT, sample);
  }

  /** A number times a constant. */
  static Figure multiple(long micros, long factor, long sample) {
    return amount(Exact.quotient(Exact.product(micros, factor), BigInteger.ONE), sample);
  }

  static Figure count(long count) {
    return amount(count * Exact.UNIT, count);
  }
}
