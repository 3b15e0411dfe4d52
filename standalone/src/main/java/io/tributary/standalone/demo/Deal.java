package io.tributary.standalone.demo;

import java.time.Instant;

/**
 * What was sold.
 *
 * @param yearly whether it is paid by the year
 */
record Deal(Instant wonAt, Plan plan, int seats, boolean yearly) {
  static Deal asked(Prospect prospect, Dice dice) {
    return new Deal(
        Instant.EPOCH, prospect.segment().plan(), prospect.segment().seats(dice), dice.chance(0.3));
  }

  Deal withSeats(int others) {
    return new Deal(wonAt, plan, Math.max(1, others), yearly);
  }

  Deal wonAt(Instant at) {
    return new Deal(at, plan, seats, yearly);
  }

  /** USD a year. */
  int amount() {
    return seats * (yearly ? plan.yearly() : 12 * plan.monthly());
  }
}
