package io.tributary.streams.lifecycle;

/** The kinds of things that facts are about. */
public enum EntityKind {
  LEAD,
  OPPORTUNITY,
  SUBSCRIPTION,
  INVOICE,
  REFUND,
  TICKET,
  RATING,
  /** All touches of a customer: one path. */
  TOUCHES,
  /** What a customer is said to be like. */
  TRAITS,
  /** Company-wide. */
  SPEND,
  /** Company-wide. */
  QUOTA,
  /**
   * The customer as a whole: nothing is reported of it directly, its page follows from all of its
   * entities.
   */
  CUSTOMER,

  /**
   * The share of a channel in a won opportunity, {@code namespace/id|channel}: nothing is reported
   * of it either.
   */
  ATTRIBUTION,

  /** Company-wide: of a pair of currencies on a day. */
  FX_RATE;

  /** A path of touches as long as this tells who converts; more would only be read and written. */
  private static final int MOST_TOUCHES = 1_000;

  /** How many facts of one entity are kept at most, whatever the configured limit. */
  int mostFacts() {
    return this == TOUCHES ? MOST_TOUCHES : Integer.MAX_VALUE;
  }

  /** Whether its pages follow from other entities: there are no facts of it. */
  boolean derived() {
    return this == CUSTOMER || this == ATTRIBUTION;
  }

  /** Whether shares in won opportunities follow from it. */
  boolean attributes() {
    return this == TOUCHES || this == LEAD || this == OPPORTUNITY;
  }

  /** Whether recurring revenue follows from it. */
  boolean recurs() {
    return this == SUBSCRIPTION;
  }

  /** Whether the page of the customer as a whole follows from it. */
  boolean movesCustomers() {
    return switch (this) {
      case SUBSCRIPTION, OPPORTUNITY, INVOICE, TICKET, RATING -> true;
      default -> false;
    };
  }

  /** Spend, quotas and rates belong to nobody who could be shown as a customer. */
  public boolean companyWide() {
    return this == SPEND || this == QUOTA || this == FX_RATE;
  }
}
