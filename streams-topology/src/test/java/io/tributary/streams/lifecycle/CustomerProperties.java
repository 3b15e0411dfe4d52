package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.state.Departure;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every customer, whatever happened to it and in whichever order it was told. */
class CustomerProperties {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int MOST_EVENTS = 40;

  @Property(tries = 1_000)
  void anyOrderAndAnyRepetitionEndInTheSame(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    List<RevenueEvent> events = random.events(MOST_EVENTS, 3);

    Ledger inOrder = told(seed, events);
    Ledger shuffled = told(seed, random.arrivals(events));

    assertThat(shuffled.pages()).isEqualTo(inOrder.pages());
    assertThat(shuffled.sums()).isEqualTo(inOrder.sums());
    assertThat(ageless(shuffled.lifecycle())).isEqualTo(ageless(inOrder.lifecycle()));
  }

  @Property(tries = 200)
  void settlingOnceForManyEventsIsSettlingForEach(@ForAll long seed) {
    List<RevenueEvent> events = new RandomHistory(seed).events(MOST_EVENTS, 1);
    Ledger atOnce = ledger(seed);
    events.forEach(atOnce::add);
    atOnce.settle();

    Ledger oneByOne = told(seed, events);

    assertThat(atOnce.pages()).isEqualTo(oneByOne.pages());
    assertThat(atOnce.sums()).isEqualTo(oneByOne.sums());
    assertThat(ageless(atOnce.lifecycle())).isEqualTo(ageless(oneByOne.lifecycle()));
  }

  @Property(tries = 200)
  void atEveryPrefixTheDifferencesSentSumToThePagesThatHold(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    Ledger ledger = ledger(seed);
    for (RevenueEvent event : random.arrivals(random.events(MOST_EVENTS, 2))) {
      ledger.accept(event);

      assertThat(ledger.sums()).isEqualTo(ledger.sumsOfPages());
    }
  }

  @Property(tries = 300)
  void movementsExplainEveryChangeOfMrrInEverySlice(@ForAll long seed) {
    Map<String, Long> sums = told(seed, new RandomHistory(seed).events(MOST_EVENTS, 1)).sums();

    Map<String, Long> unexplained = new TreeMap<>();
    sums.forEach(
        (line, amount) -> {
          String measure = line.split(" ")[1];
          int sign =
              switch (measure) {
                case "mrr", "mrr_contraction", "mrr_churn" -> 1;
                case "mrr_new", "mrr_expansion", "mrr_reactivation" -> -1;
                default -> 0;
              };
          unexplained.merge(line.replace(' ' + measure + ' ', " "), sign * amount, Long::sum);
        });

    assertThat(unexplained.values()).allMatch(amount -> amount == 0);
  }

  @Property(tries = 300)
  void aCustomerIsNewOnceAndNeverMoreThanOne(@ForAll long seed) {
    Map<String, Long> sums = told(seed, new RandomHistory(seed).events(MOST_EVENTS, 1)).sums();

    NavigableSums customers = NavigableSums.of(sums, "customers", "");
    for (LocalDate day : customers.days()) {
      long change =
          NavigableSums.on(sums, "new_customers", day)
              + NavigableSums.on(sums, "reactivated_customers", day)
              - NavigableSums.on(sums, "churned_customers", day);
      assertThat(customers.at(day)).isBetween(0L, 1L);
      assertThat(customers.at(day) - customers.at(day.minusDays(1))).isEqualTo(change);
    }
    assertThat(NavigableSums.of(sums, "new_customers", "").last()).isBetween(0L, 1L);
  }

  @Property(tries = 200)
  void whatIsKeptIsWhatItsDefinitionSays(@ForAll long seed) {
    Map<String, Long> sums = told(seed, new RandomHistory(seed).events(MOST_EVENTS, 1)).sums();

    NavigableSums eur = NavigableSums.of(sums, "mrr", "EUR");
    NavigableSums usd = NavigableSums.of(sums, "mrr", "USD");
    for (int length : new int[] {7, 30, 90, 365}) {
      NavigableSums kept = NavigableSums.of(sums, "mrr_kept:R" + length, "EUR");
      NavigableSums floor = NavigableSums.of(sums, "mrr_floor:R" + length, "EUR");
      NavigableSums logos = NavigableSums.of(sums, "logos_kept:R" + length, "");
      for (LocalDate day = LocalDate.of(2025, 5, 1);
          day.isBefore(LocalDate.of(2027, 9, 1));
          day = day.plusDays(1)) {
        LocalDate then = day.minusDays(length);
        boolean stayed = eur.at(day) + usd.at(day) > 0 && eur.at(then) + usd.at(then) > 0;
        assertThat(List.of(kept.at(day), floor.at(day), logos.at(day)))
            .as("R%d on %s", length, day)
            .isEqualTo(
                List.of(
                    eur.at(then) > 0 ? eur.at(day) : 0L,
                    Math.min(eur.at(day), eur.at(then)),
                    stayed ? 1L : 0L));
      }
    }
  }

  @Property(tries = 200)
  void takingOutASubjectIsNeverHavingHeardOfIt(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    List<RevenueEvent> events = random.events(MOST_EVENTS, 2);
    Ledger both = told(seed, events);
    both.customer().depart("account:crm/1", new Departure("another customer", 1L));
    both.settle();

    Ledger one =
        told(
            seed,
            events.stream()
                .filter(event -> event.getIdentifiers().get(0).getValue().equals("crm/0"))
                .toList());

    assertThat(both.pages()).isEqualTo(one.pages());
    assertThat(both.sums()).isEqualTo(one.sums());
    assertThat(ageless(both.lifecycle())).isEqualTo(ageless(one.lifecycle()));
  }

  private static Ledger told(long seed, List<RevenueEvent> events) {
    Ledger ledger = ledger(seed);
    events.forEach(ledger::accept);
    return ledger;
  }

  private static Ledger ledger(long seed) {
    List<CustomerSince> policies = Arrays.asList(CustomerSince.values());
    return new Ledger(
        Policy.standard()
            .withCurrency("EUR")
            .withZone(ZoneId.of(seed % 2 == 0 ? "UTC" : "America/New_York"))
            .withCustomerSince(policies.get((int) Math.floorMod(seed, 3L))),
        NOW);
  }

  /** Without the count of its changes, which depends on how they were told. */
  private static CustomerLifecycle ageless(CustomerLifecycle lifecycle) {
    if (lifecycle != null) {
      lifecycle.setVersion(0);
    }
    return lifecycle;
  }
}
