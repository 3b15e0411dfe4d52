package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.output.Contribution;
import io.tributary.state.LedgerPage;
import io.tributary.streams.example.WorkedExample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The ledger of the worked example: each page with its channel, and all its contributions. */
class WorkedExampleLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-31T18:00:00Z");
  private static final Map<String, List<String>> PAGES = pages(WorkedExample.events());

  @Test
  void aWonAndBilledCustomerThatGrows() {
    assertThat(PAGES.get("A OPPORTUNITY|crm/A1 paid_search"))
        .containsExactly(
            "open_amount 2026-01-10 1200 EUR",
            "open_amount 2026-02-09 -1200 EUR",
            "open_opportunities 2026-01-10 1",
            "open_opportunities 2026-02-09 -1",
            "opened 2026-01-10 1",
            "opened_amount 2026-01-10 1200 EUR",
            "won 2026-02-09 1",
            "won_amount 2026-02-09 1200 EUR",
            "won_cycle_bucket:1096 2026-02-09 1",
            "won_cycle_count 2026-02-09 1",
            "won_cycle_ms 2026-02-09 2592000000");
    assertThat(PAGES.get("A SUBSCRIPTION|crm/SA paid_search"))
        .containsExactly("mrr 2026-02-09 100 EUR", "mrr 2026-03-10 100 EUR");
    assertThat(PAGES.get("A CUSTOMER|customer paid_search"))
        .containsExactly(
            "customers 2026-02-09 1",
            "mrr_expansion 2026-03-10 100 EUR",
            "mrr_new 2026-02-09 100 EUR",
            "new_customers 2026-02-09 1");
  }

  @Test
  void aCustomerBilledByTheYear() {
    assertThat(PAGES.get("B OPPORTUNITY|crm/B1 events"))
        .contains("won_amount 2026-03-13 2400 EUR", "won_cycle_ms 2026-03-13 3456000000");
    assertThat(PAGES.get("B CUSTOMER|customer events"))
        .containsExactly(
            "customers 2026-03-13 1", "mrr_new 2026-03-13 200 EUR", "new_customers 2026-03-13 1");
  }

  @Test
  void aLostOpportunityAndAnOpenOne() {
    assertThat(PAGES.get("C OPPORTUNITY|crm/C1 null"))
        .containsExactly(
            "lost 2026-03-15 1",
            "lost_amount 2026-03-15 600 EUR",
            "open_amount 2026-02-15 600 EUR",
            "open_amount 2026-03-15 -600 EUR",
            "open_opportunities 2026-02-15 1",
            "open_opportunities 2026-03-15 -1",
            "opened 2026-02-15 1",
            "opened_amount 2026-02-15 600 EUR");
    assertThat(PAGES.get("E OPPORTUNITY|crm/E1 null"))
        .containsExactly(
            "open_amount 2026-03-20 5000 EUR",
            "open_opportunities 2026-03-20 1",
            "opened 2026-03-20 1",
            "opened_amount 2026-03-20 5000 EUR");
    assertThat(PAGES.keySet()).noneMatch(page -> page.matches("[CE] CUSTOMER.*"));
  }

  @Test
  void aCustomerThatLeavesAndOneThatPaysLess() {
    assertThat(PAGES.get("D CUSTOMER|customer null"))
        .containsExactly(
            "churned_customers 2026-03-20 1",
            "customers 2025-06-01 1",
            "customers 2026-03-20 -1",
            "mrr_churn 2026-03-20 50 EUR",
            "mrr_new 2025-06-01 50 EUR",
            "new_customers 2025-06-01 1");
    assertThat(PAGES.get("F CUSTOMER|customer null"))
        .containsExactly(
            "customers 2025-11-01 1",
            "mrr_contraction 2026-03-01 20 EUR",
            "mrr_new 2025-11-01 80 EUR",
            "new_customers 2025-11-01 1");
  }

  @Test
  void spendIsSpreadOverItsDays() {
    assertThat(PAGES.get("s1 SPEND|crm/s1 paid_search"))
        .hasSize(31)
        .startsWith("spend_marketing 2026-01-01 100 EUR")
        .endsWith("spend_marketing 2026-01-31 100 EUR");
    assertThat(PAGES.get("s3 SPEND|crm/s3 null"))
        .hasSize(31)
        .allMatch(line -> line.matches("spend_sales 2026-03-.. 30 EUR"));
  }

  @Test
  void theLateEventChangesWhatWasWonAndNothingElse() {
    List<RevenueEvent> events = new ArrayList<>(WorkedExample.events());
    events.add(WorkedExample.lateEvent());
    Map<String, List<String>> restated = pages(events);

    assertThat(restated.remove("B OPPORTUNITY|crm/B1 events"))
        .contains("won_amount 2026-03-13 3000 EUR", "opened_amount 2026-02-01 2400 EUR");
    assertThat(restated.remove("B ATTRIBUTION|crm/B1|events events"))
        .contains("attributed_amount:linear 2026-03-13 3000 EUR");
    Map<String, List<String>> others = new TreeMap<>(PAGES);
    others.remove("B OPPORTUNITY|crm/B1 events");
    others.remove("B ATTRIBUTION|crm/B1|events events");
    assertThat(restated).isEqualTo(others);
  }

  /** "customer entity channel" → "measure day amount currency". */
  private static Map<String, List<String>> pages(List<RevenueEvent> events) {
    Map<String, Ledger> ledgers = new TreeMap<>();
    for (RevenueEvent event : events) {
      String subject = Identifiers.subject(event);
      ledgers
          .computeIfAbsent(
              subject.substring(subject.indexOf('/') + 1),
              customer -> new Ledger(WorkedExample.POLICY, NOW))
          .accept(event);
    }
    Map<String, List<String>> pages = new TreeMap<>();
    ledgers.forEach(
        (customer, ledger) ->
            ledger
                .pages()
                .forEach(
                    (entity, page) ->
                        pages.put(
                            customer + ' ' + entity.text() + ' ' + page.getChannel(),
                            lines(page))));
    return pages;
  }

  private static List<String> lines(LedgerPage page) {
    return page.getContributions().stream().map(WorkedExampleLedgerTest::line).toList();
  }

  private static String line(Contribution line) {
    String what = line.getMeasure() + ' ' + line.getDay() + ' ';
    return line.getCurrency().isEmpty()
        ? what + line.getAmount()
        : what + Micros.format(line.getAmount()) + ' ' + line.getCurrency();
  }
}
