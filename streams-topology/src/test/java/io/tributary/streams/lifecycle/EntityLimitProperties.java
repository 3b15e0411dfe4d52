package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.state.Departure;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** At limits that are met all the time, what holds of customers holds still. */
class EntityLimitProperties {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final CustomerLimits NARROW = new CustomerLimits(1_000, 1, 4, 2);

  @Property(tries = 500)
  void whatIsLeftOutDoesNotDependOnOrderOrRepetition(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    List<RevenueEvent> events = random.events(60, 3);

    assertSame(told(random.arrivals(events)), told(events));
  }

  @Property(tries = 500)
  void severalSubjectsAmountToWhatOneWould(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    List<RevenueEvent> events = random.events(60, 3);

    Ledger one = told(events.stream().map(EntityLimitProperties::ofOneSubject).toList());
    Ledger several = told(random.arrivals(events));

    assertThat(several.pages()).isEqualTo(one.pages());
    assertThat(several.sums()).isEqualTo(one.sums());
    assertThat(several.lifecycle().getStages()).isEqualTo(one.lifecycle().getStages());
    assertThat(several.sums()).isEqualTo(several.sumsOfPages());
  }

  @Property(tries = 500)
  void whatASubjectPushedOutIsBackWhenItLeaves(@ForAll long seed) {
    RandomHistory random = new RandomHistory(seed);
    List<RevenueEvent> events = random.events(60, 2);
    Ledger both = told(random.arrivals(events));
    both.customer().depart("account:crm/1", new Departure("another customer", 1L));
    both.settle();

    assertSame(
        both,
        told(
            events.stream()
                .filter(event -> event.getIdentifiers().get(0).getValue().equals("crm/0"))
                .toList()));
  }

  private static RevenueEvent ofOneSubject(RevenueEvent event) {
    return RevenueEvent.newBuilder(event)
        .setIdentifiers(List.of(new Identifier("account", "crm/0")))
        .build();
  }

  private static void assertSame(Ledger actual, Ledger expected) {
    assertThat(actual.pages()).isEqualTo(expected.pages());
    assertThat(actual.sums()).isEqualTo(expected.sums());
    assertThat(ageless(actual.lifecycle())).isEqualTo(ageless(expected.lifecycle()));
  }

  private static CustomerLifecycle ageless(CustomerLifecycle lifecycle) {
    if (lifecycle != null) {
      lifecycle.setVersion(0);
    }
    return lifecycle;
  }

  private static Ledger told(List<RevenueEvent> events) {
    Ledger ledger = new Ledger(Policy.standard().withCurrency("EUR"), NOW, NARROW);
    events.forEach(ledger::accept);
    return ledger;
  }
}
