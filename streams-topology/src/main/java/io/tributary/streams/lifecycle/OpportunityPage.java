package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.lifecycle.PageWriter.Step;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What an opportunity adds to the measures. */
final class OpportunityPage {
  private static final DurationMeasures CYCLE =
      new DurationMeasures(
          Measures.WON_CYCLE_MS, Measures.WON_CYCLE_COUNT, Measures.WON_CYCLE_BUCKET);

  private final Policy policy;
  private final Opportunity opportunity;
  private final PageWriter page;

  private OpportunityPage(Policy policy, Opportunity opportunity, PageWriter page) {
    this.policy = policy;
    this.opportunity = opportunity;
    this.page = page;
  }

  static LedgerPage of(Policy policy, Opportunity opportunity, Days days, Dimensions context) {
    OpportunityPage writer = new OpportunityPage(policy, opportunity, new PageWriter(days));
    writer.opening();
    writer.outcome();
    writer.pipeline();
    writer.stages();
    return writer.page.page(dimensions(opportunity, context));
  }

  /** Its own, and where it says nothing those of the customer. */
  static Dimensions dimensions(Opportunity opportunity, Dimensions context) {
    Moment latest = opportunity.latest();
    return new Dimensions(null, latest.region(), latest.segment(), latest.owner(), latest.product())
        .or(context);
  }

  static long amount(Moment moment) {
    return moment.amountMicros() == null ? 0 : moment.amountMicros();
  }

  /** An amount without a currency is one in the reporting currency. */
  static String currency(Moment moment, Policy policy) {
    return moment.currency() == null ? policy.currency() : moment.currency();
  }

  private void opening() {
    page.count(Measures.OPENED, opportunity.openedAt());
    Moment first = opportunity.moments().get(0);
    page.money(
        Measures.OPENED_AMOUNT, opportunity.openedAt(), currency(first, policy), amount(first));
  }

  private void outcome() {
    Moment latest = opportunity.latest();
    String currency = currency(latest, policy);
    if (opportunity.isWon()) {
      page.count(Measures.WON, latest.outcomeAt());
      page.money(Measures.WON_AMOUNT, latest.outcomeAt(), currency, amount(latest));
      page.duration(CYCLE, latest.outcomeAt(), latest.outcomeAt() - opportunity.openedAt());
    } else if (opportunity.isLost()) {
      page.count(Measures.LOST, latest.outcomeAt());
      page.money(Measures.LOST_AMOUNT, latest.outcomeAt(), currency, amount(latest));
    }
  }

  private void pipeline() {
    page.level(Measures.OPEN_OPPORTUNITIES, "", steps(moment -> isOpen(moment) ? 1 : 0));
    Set<String> currencies = new TreeSet<>();
    Map<LocalDate, String> quarters = new HashMap<>();
    for (Moment moment : opportunity.moments()) {
      currencies.add(currency(moment, policy));
      if (moment.expectedClose() != null) {
        quarters.computeIfAbsent(moment.expectedClose(), policy::quarterOf);
      }
    }
    for (String currency : currencies) {
      page.level(Measures.OPEN_AMOUNT, currency, steps(moment -> open(moment, currency)));
      page.level(Measures.WEIGHTED_AMOUNT, currency, steps(moment -> weighted(moment, currency)));
      for (String quarter : new TreeSet<>(quarters.values())) {
        Predicate<Moment> closesIn = moment -> quarter.equals(quarters.get(moment.expectedClose()));
        page.level(
            Measures.CLOSING_AMOUNT + quarter,
            currency,
            steps(moment -> closesIn.test(moment) ? open(moment, currency) : 0));
        page.level(
            Measures.CLOSING_WEIGHTED + quarter,
            currency,
            steps(moment -> closesIn.test(moment) ? weighted(moment, currency) : 0));
      }
    }
  }

  private List<Step> steps(ToLongFunction<Moment> height) {
    List<Step> steps = new ArrayList<>(opportunity.moments().size());
    for (Moment moment : opportunity.moments()) {
      steps.add(new Step(moment.at(), height.applyAsLong(moment)));
    }
    return steps;
  }

  private static boolean isOpen(Moment moment) {
    return moment.outcome() == Outcome.OPEN;
  }

  private long open(Moment moment, String currency) {
    return isOpen(moment) && currency(moment, policy).equals(currency) ? amount(moment) : 0;
  }

  private long weighted(Moment moment, String currency) {
    long probability =
        moment.probabilityMicros() != null
            ? moment.probabilityMicros()
            : moment.stage() == null
                ? 0
                : policy.stage(moment.stage()).map(Stage::probabilityMicros).orElse(0L);
    return Portion.of(open(moment, currency), probability);
  }

  private void stages() {
    Map<String, List<Step>> open = new TreeMap<>();
    for (StageVisits.Visit visit : StageVisits.of(opportunity, policy.stages())) {
      StageMeasures stage = StageMeasures.of(visit.stage());
      page.count(stage.entered(), visit.enteredAt());
      if (visit.advanced()) {
        page.count(stage.advanced(), visit.enteredAt());
      }
      if (opportunity.isWon()) {
        page.count(stage.won(), visit.enteredAt());
      }
      List<Step> steps = open.computeIfAbsent(stage.open(), first -> new ArrayList<>());
      steps.add(new Step(visit.enteredAt(), 1));
      if (visit.leftAt() != null) {
        steps.add(new Step(visit.leftAt(), 0));
        page.duration(stage.dwell(), visit.leftAt(), visit.leftAt() - visit.enteredAt());
      }
    }
    open.forEach((measure, steps) -> page.level(measure, "", steps));
  }
}
