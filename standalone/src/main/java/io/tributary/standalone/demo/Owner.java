package io.tributary.standalone.demo;

import java.util.List;

/**
 * Someone who sells.
 *
 * @param joins at which point of the span, 0 to 1
 */
record Owner(String name, String region, double joins) {
  static final List<Owner> TEAM =
      List.of(
          new Owner("Grace Okafor", "Americas", 0),
          new Owner("Daniel Reyes", "Americas", 0),
          new Owner("Hannah Lindqvist", "EMEA", 0),
          new Owner("Kenji Mori", "APAC", 0),
          new Owner("Sofia Marchetti", "EMEA", 0.2),
          new Owner("Tom Whitaker", "Americas", 0.4),
          new Owner("Priya Nair", "APAC", 0.55),
          new Owner("Jonas Weber", "EMEA", 0.7));

  /** Share of prospects by region. */
  static final List<String> REGIONS = List.of("Americas", "EMEA", "APAC");

  static double share(String region) {
    return switch (region) {
      case "Americas" -> 0.5;
      case "EMEA" -> 0.32;
      default -> 0.18;
    };
  }

  /** Someone of the region who is there at that point of the span. */
  static Owner of(String region, double progress, Dice dice) {
    return dice.pick(
        TEAM.stream()
            .filter(owner -> owner.region().equals(region) && owner.joins() <= progress)
            .toList());
  }
}
