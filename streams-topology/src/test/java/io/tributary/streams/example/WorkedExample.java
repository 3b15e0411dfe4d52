package io.tributary.streams.example;

import io.tributary.event.BillingInterval;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendCategory;
import io.tributary.streams.policy.Policy;
import java.util.List;

/**
 * The example that the definitions of the metrics come with: spend and six customers, in EUR, as of
 * 2026-03-31.
 */
public final class WorkedExample {
  public static final Policy POLICY = Policy.standard().withCurrency("EUR");

  private WorkedExample() {}

  public static List<RevenueEvent> events() {
    Events events = new Events();
    events.spend(
        "s1", SpendCategory.MARKETING, "paid_search", "2026-01-01", "2026-01-31", "3100.00");
    events.spend("s2", SpendCategory.MARKETING, "events", "2026-03-01", "2026-03-31", "620.00");
    events.spend("s3", SpendCategory.SALES, null, "2026-03-01", "2026-03-31", "930.00");

    events.touched("A", "2026-01-05", "paid_search");
    events.touched("A", "2026-01-20", "email");
    events.touched("A", "2026-02-01", "webinar");
    events.opened("A", "A1", "2026-01-10", "1200.00");
    events.won("A", "A1", "2026-02-09");
    events.subscribed("A", "SA", "2026-02-09", "100.00", BillingInterval.MONTH);
    events.changedQuantity("A", "SA", "2026-03-10", 2);

    events.touched("B", "2026-02-01", "events");
    events.opened("B", "B1", "2026-02-01", "2400.00");
    events.won("B", "B1", "2026-03-13");
    events.subscribed("B", "SB", "2026-03-13", "2400.00", BillingInterval.YEAR);

    events.opened("C", "C1", "2026-02-15", "600.00");
    events.lost("C", "C1", "2026-03-15");

    events.subscribed("D", "SD", "2025-06-01", "50.00", BillingInterval.MONTH);
    events.cancelled("D", "SD", "2026-03-20");

    events.opened("E", "E1", "2026-03-20", "5000.00");

    events.subscribed("F", "SF", "2025-11-01", "80.00", BillingInterval.MONTH);
    events.changedUnit("F", "SF", "2026-03-01", "60.00");
    return events.all();
  }

  /** It arrives after all the others. */
  public static RevenueEvent lateEvent() {
    Events events = new Events();
    RevenueEvent event = events.changedAmount("B", "B1", "2026-03-14", "3000.00");
    event.setEventId("evt-late");
    return event;
  }
}
