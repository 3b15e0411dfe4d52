package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What concerns the company as a whole: what it spends, what it wants to sell, what a euro is. */
final class CompanyStory {
  private static final int SALARY = 5_200;

  private final Span span;
  private final Journal journal;
  private final Dice dice;

  CompanyStory(Span span, Journal journal, Dice dice) {
    this.span = span;
    this.journal = journal;
    this.dice = dice;
  }

  void tell() {
    for (YearMonth month : span.months()) {
      double progress = Math.max(0, span.progress(start(month)));
      for (Channel channel : Channel.values()) {
        spend(month, channel, Company.marketingBudget(progress) * channel.budgetShare(progress));
      }
      for (String region : Owner.REGIONS) {
        salaries(month, region, progress);
      }
      if (month.equals(span.months().get(0)) || month.getMonthValue() % 3 == 1) {
        Owner.TEAM.stream()
            .filter(owner -> owner.joins() <= progress)
            .forEach(owner -> quota(month, owner));
      }
      rate(month);
    }
  }

  /** The plan when the month begins, and the same line again with what it was in the end. */
  private void spend(YearMonth month, Channel channel, double plan) {
    for (boolean actual : List.of(false, true)) {
      long amount = Math.round(plan * (actual ? dice.between(0.93, 1.09) : 1));
      journal.tell(
          EventType.SPEND_RECORDED,
          actual ? start(month.plusMonths(1)).plusSeconds(3_600) : start(month),
          Map.of(),
          Fields.of("spend_id", "%s-%s".formatted(channel.label(), month))
              .and("category", "MARKETING")
              .and("channel", channel.label())
              .and("period_start", month.atDay(1).toString())
              .and("period_end", month.atEndOfMonth().toString())
              .and("amount", amount + ".00")
              .and("currency", Company.CURRENCY));
    }
  }

  private void salaries(YearMonth month, String region, double progress) {
    long people =
        Owner.TEAM.stream()
            .filter(owner -> owner.region().equals(region) && owner.joins() <= progress)
            .count();
    journal.tell(
        EventType.SPEND_RECORDED,
        start(month).plusSeconds(60),
        Map.of(),
        Fields.of("spend_id", "sales-%s-%s".formatted(region.toLowerCase(Locale.ROOT), month))
            .and("category", "SALES")
            .and("region", region)
            .and("period_start", month.atDay(1).toString())
            .and("period_end", month.atEndOfMonth().toString())
            .and("amount", people * SALARY + ".00")
            .and("currency", Company.CURRENCY));
  }

  private void quota(YearMonth month, Owner owner) {
    LocalDate first = month.atDay(1);
    // Of the first quarter of the span perhaps only the rest.
    LocalDate last =
        YearMonth.of(month.getYear(), (month.getMonthValue() - 1) / 3 * 3 + 3).atEndOfMonth();
    long months = month.until(YearMonth.from(last), ChronoUnit.MONTHS) + 1;
    journal.tell(
        EventType.QUOTA_SET,
        start(month).plusSeconds(120),
        Map.of(),
        Fields.of("quota_id", "%s-%s".formatted(owner.name().replace(' ', '-'), month))
            .and("owner", owner.name())
            .and("region", owner.region())
            .and("period_start", first.toString())
            .and("period_end", last.toString())
            .and("amount", months * dice.between(14, 18) * 1_000 + ".00")
            .and("currency", Company.CURRENCY));
  }

  private void rate(YearMonth month) {
    journal.tell(
        EventType.FX_RATE_SET,
        start(month).plusSeconds(180),
        Map.of(),
        Fields.of("base", "EUR")
            .and("quote", Company.CURRENCY)
            .and("day", month.atDay(1).toString())
            .and("rate", "1.0" + dice.between(10, 99)));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
