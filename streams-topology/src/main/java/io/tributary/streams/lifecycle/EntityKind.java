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
  CUSTOMER;

  /** Spend and quotas belong to nobody who could be shown as a customer. */
  public boolean companyWide() {
    return this == SPEND || this == QUOTA;
  }
}
