package io.tributary.standalone.demo;

import java.util.List;

/** How people hear of the company. */
enum Channel {
  /** Was good, and became dear and poor in the last third: what the demonstration lets one find. */
  PAID_SEARCH("paid_search", 0.24, 1.1, 0.40, "CLICK", List.of("brand", "workflow-software")),
  ORGANIC("organic", 0.26, 1.1, 0.14, "VISIT", List.of("blog", "comparison-pages")),
  WEBINAR("webinar", 0.12, 1.0, 0.12, "EVENT", List.of("automation-live", "customer-stories")),
  EVENTS("events", 0.08, 1.1, 0.16, "EVENT", List.of("saas-summit", "roadshow")),
  REFERRAL("referral", 0.10, 1.7, 0.04, "VISIT", List.of("customer-referral")),
  OUTBOUND("outbound", 0.12, 0.7, 0.06, "CALL", List.of("sequence-a", "sequence-b")),
  PARTNER("partner", 0.08, 1.4, 0.08, "VISIT", List.of("marketplace", "integrators"));

  private static final double DECLINE = 0.66;

  private final String label;
  private final double share;
  private final double quality;
  private final double budgetShare;
  private final String touch;
  private final List<String> campaigns;

  Channel(
      String label,
      double share,
      double quality,
      double budgetShare,
      String touch,
      List<String> campaigns) {
    this.label = label;
    this.share = share;
    this.quality = quality;
    this.budgetShare = budgetShare;
    this.touch = touch;
    this.campaigns = campaigns;
  }

  String label() {
    return label;
  }

  /** Of all prospects. */
  double share() {
    return share;
  }

  /** What the chance of winning is multiplied by, for who came at that point of the span. */
  double quality(double progress) {
    return declines(progress) ? quality * 0.45 : quality;
  }

  /** Of the marketing budget, at that point of the span. */
  double budgetShare(double progress) {
    return declines(progress) ? budgetShare * 1.7 : budgetShare;
  }

  /** Kind of a first touch. */
  String touch() {
    return touch;
  }

  List<String> campaigns() {
    return campaigns;
  }

  private boolean declines(double progress) {
    return this == PAID_SEARCH && progress >= DECLINE;
  }
}
