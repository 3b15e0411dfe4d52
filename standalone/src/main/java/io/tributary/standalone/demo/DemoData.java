package io.tributary.standalone.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Eighteen months of a software company, as its marketing, sales, billing and support systems would
 * report them. The same seed and the same last day give the same events, byte by byte.
 */
public final class DemoData {
  public static final long SEED = 42;

  private static final int OLD_CUSTOMERS = 26;
  private static final int OLD_CUSTOMERS_DAYS = 400;
  private static final double WEEKEND = 0.35;

  private final long seed;
  private final Span span;
  private final List<DemoEvent> told = new ArrayList<>();
  private final List<Prospect> opportunities = new ArrayList<>();
  private final List<Prospect> customers = new ArrayList<>();
  private int prospects;

  private DemoData(long seed, Span span) {
    this.seed = seed;
    this.span = span;
  }

  /**
   * What there is to send.
   *
   * @param events in the order of sending, with repetitions and faults
   * @param cast who the story can go on with
   */
  public record Told(List<DemoEvent> events, Cast cast) {
    /** How many are sent a second time. */
    public long repeated() {
      return events.size() - events.stream().map(DemoEvent::json).distinct().count();
    }

    /** How many are wrong, by what is. */
    public Map<Fault, Long> faults() {
      return events.stream()
          .flatMap(event -> event.fault().stream())
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
  }

  /**
   * @param until the last day that is told of, included
   */
  public static Told of(long seed, LocalDate until) {
    DemoData data = new DemoData(seed, Span.endingOn(until));
    data.tell();
    List<DemoEvent> events = Delivery.of(data.told, new Dice(seed, "delivery", 0), data.span.end());
    return new Told(events, new Cast(data.opportunities, data.customers));
  }

  private void tell() {
    Journal company = new Journal("c", span.end());
    new CompanyStory(span, company, new Dice(seed, "company", 0)).tell();
    told.addAll(company.events());
    Dice old = new Dice(seed, "old customers", 0);
    for (int i = 0; i < OLD_CUSTOMERS; i++) {
      tellOf(Span.after(span.start(), -old.between(1.0, OLD_CUSTOMERS_DAYS)), Kind.OLD_CUSTOMER);
    }
    Dice arrivals = new Dice(seed, "arrivals", 0);
    for (LocalDate day = span.first(); !day.isAfter(span.until()); day = day.plusDays(1)) {
      Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
      double progress = span.progress(midnight);
      double week = day.getDayOfWeek().getValue() > 5 ? WEEKEND : 1;
      for (int n = arrivals.count(week * Company.leadsPerDay(progress)); n > 0; n--) {
        tellOf(Span.after(midnight, arrivals.between(0.25, 0.95)), Kind.LEAD);
      }
      for (int n = arrivals.count(week * Company.visitorsPerDay(progress)); n > 0; n--) {
        tellOf(Span.after(midnight, arrivals.between(0.0, 1.0)), Kind.VISITOR);
      }
    }
  }

  private enum Kind {
    OLD_CUSTOMER,
    LEAD,
    VISITOR
  }

  private void tellOf(Instant arrivedAt, Kind kind) {
    int number = ++prospects;
    Dice dice = new Dice(seed, "prospect", number);
    Prospect prospect = Prospect.of(number, arrivedAt, span, dice);
    Journal journal = new Journal(Integer.toString(number), span.end());
    CustomerStory story = new CustomerStory(prospect, span, journal, dice);
    switch (kind) {
      case VISITOR -> new MarketingStory(prospect, journal, dice).passBy();
      case LEAD -> remember(prospect, story.tell());
      case OLD_CUSTOMER -> remember(prospect, story.tellOfOldCustomer());
    }
    told.addAll(journal.events());
  }

  private void remember(Prospect prospect, Standing standing) {
    if (standing == Standing.OPPORTUNITY) {
      opportunities.add(prospect);
    } else if (standing == Standing.CUSTOMER) {
      customers.add(prospect);
    }
  }
}
