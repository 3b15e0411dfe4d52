package io.tributary.standalone.demo;

import io.tributary.event.EventType;

/** The systems that report. */
public enum DemoSource {
  MARKETING("marketing"),
  CRM("crm"),
  BILLING("billing"),
  SUPPORT("support");

  private final String label;

  DemoSource(String label) {
    this.label = label;
  }

  /** The name of the source. */
  public String label() {
    return label;
  }

  /** Who reports events of a type: leads are the CRM's, and so is what concerns the company. */
  static DemoSource of(EventType type) {
    return switch (type) {
      case CAMPAIGN_TOUCHED, SPEND_RECORDED -> MARKETING;
      case SUBSCRIPTION_STARTED,
          SUBSCRIPTION_CHANGED,
          SUBSCRIPTION_CANCELLED,
          SUBSCRIPTION_PAUSED,
          SUBSCRIPTION_RESUMED,
          INVOICE_PAID,
          INVOICE_PAYMENT_FAILED,
          REFUND_ISSUED ->
          BILLING;
      case TICKET_OPENED, TICKET_RESPONDED, TICKET_SOLVED, TICKET_REOPENED, SATISFACTION_RATED ->
          SUPPORT;
      default -> CRM;
    };
  }
}
