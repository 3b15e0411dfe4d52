package io.tributary.standalone.demo;

/** What is sold, per seat. */
enum Plan {
  TEAM("Team", 29),
  BUSINESS("Business", 49),
  ENTERPRISE("Enterprise", 79);

  private final String label;
  private final int monthly;

  Plan(String label, int monthly) {
    this.label = label;
    this.monthly = monthly;
  }

  String label() {
    return label;
  }

  /** USD per seat and month. */
  int monthly() {
    return monthly;
  }

  /** USD per seat and year: two months are free. */
  int yearly() {
    return monthly * 10;
  }

  /** The next larger one, or itself. */
  Plan larger() {
    return switch (this) {
      case TEAM -> BUSINESS;
      case BUSINESS, ENTERPRISE -> ENTERPRISE;
    };
  }

  /** The next smaller one, or itself. */
  Plan smaller() {
    return switch (this) {
      case TEAM, BUSINESS -> TEAM;
      case ENTERPRISE -> BUSINESS;
    };
  }
}
