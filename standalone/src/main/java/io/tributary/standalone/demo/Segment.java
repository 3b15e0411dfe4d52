package io.tributary.standalone.demo;

/** Sizes of customers, and what goes with them. */
enum Segment {
  SMB("SMB", 0.64, Plan.TEAM, 4, 16, 0.29, 30, 0.019),
  MID_MARKET("Mid-Market", 0.29, Plan.BUSINESS, 12, 34, 0.24, 48, 0.012),
  ENTERPRISE("Enterprise", 0.07, Plan.ENTERPRISE, 32, 84, 0.18, 80, 0.006);

  private final String label;
  private final double share;
  private final Plan plan;
  private final int fewestSeats;
  private final int mostSeats;
  private final double winRate;
  private final double cycleDays;
  private final double monthlyChurn;

  Segment(
      String label,
      double share,
      Plan plan,
      int fewestSeats,
      int mostSeats,
      double winRate,
      double cycleDays,
      double monthlyChurn) {
    this.label = label;
    this.share = share;
    this.plan = plan;
    this.fewestSeats = fewestSeats;
    this.mostSeats = mostSeats;
    this.winRate = winRate;
    this.cycleDays = cycleDays;
    this.monthlyChurn = monthlyChurn;
  }

  String label() {
    return label;
  }

  /** Of all prospects. */
  double share() {
    return share;
  }

  Plan plan() {
    return plan;
  }

  int seats(Dice dice) {
    return dice.between(fewestSeats, mostSeats);
  }

  /** Chance of winning an opportunity, before the channel's quality. */
  double winRate() {
    return winRate;
  }

  /** Median days from opened to won. */
  double cycleDays() {
    return cycleDays;
  }

  /** Chance of giving notice within a month. */
  double monthlyChurn() {
    return monthlyChurn;
  }
}
