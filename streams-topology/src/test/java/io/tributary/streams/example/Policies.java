package io.tributary.streams.example;

import io.tributary.streams.policy.Policy;
import java.time.Month;

/** The standard policy but for what a test is about. */
final class Policies {
  private Policies() {}

  static Policy fiscalYearFrom(Month month) {
    return of(month, 0, 1_000_000);
  }

  static Policy of(Month fiscalYearStart, int cacLagDays, long grossMarginMicros) {
    Policy standard = Policy.standard();
    return new Policy(
        standard.zone(),
        standard.currency(),
        standard.customerSince(),
        fiscalYearStart,
        cacLagDays,
        grossMarginMicros,
        standard.stages(),
        standard.lookbackDays(),
        standard.dailyRows(),
        standard.clock());
  }
}
