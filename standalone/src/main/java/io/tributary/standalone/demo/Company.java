package io.tributary.standalone.demo;

/** The company that the demonstration tells of: it grows, and once it has an outage. */
final class Company {
  static final String CURRENCY = "USD";

  private static final double OUTAGE = 0.56;
  private static final double OUTAGE_ENDS = 0.61;
  private static final double FORGOTTEN = 0.72;

  private Company() {}

  /** New prospects that leave an address, per day. */
  static double leadsPerDay(double progress) {
    return 4.8 + 7 * progress;
  }

  /** Visitors that do not, per day. */
  static double visitorsPerDay(double progress) {
    return 8 + 8 * progress;
  }

  /** USD per month for marketing. */
  static double marketingBudget(double progress) {
    return 17_000 + 25_000 * progress;
  }

  /** How many times as many tickets there are. */
  static double troubleFactor(double progress) {
    return progress >= OUTAGE && progress < OUTAGE_ENDS ? 5 : 1;
  }

  /** How many times as many customers leave: the outage is remembered for a while. */
  static double churnFactor(double progress) {
    return progress >= OUTAGE && progress < FORGOTTEN ? 3 : 1;
  }
}
