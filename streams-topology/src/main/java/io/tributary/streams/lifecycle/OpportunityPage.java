package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.lifecycle.PageWriter.Step;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What an opportunity adds to the measures. */
final class OpportunityPage {
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
      page.duration(
          Measures.WON_CYCLE_MS,
          Measures.WON_CYCLE_COUNT,
          Measures.WON_CYCLE_BUCKET,
          latest.outcomeAt(),
          latest.outcomeAt() - opportunity.openedAt());
    } else if (opportunity.isLost()) {
      page.count(Measures.LOST, latest.outcomeAt());
      page.money(Measures.LOST_AMOUNT, latest.outcomeAt(), currency, amount(latest));
    }
  }

  private void pipeline() {
    page.level(Measures.OPEN_OPPORTUNITIES, "", steps(moment -> isOpen(moment) ? 1L : 0L));
    Set<String> currencies = new TreeSet<>();
    Set<String> quarters = new TreeSet<>();
    for (Moment moment : opportunity.moments()) {
      currencies.add(currency(moment, policy));
      if (moment.expectedClose() != null) {
        quarters.add(policy.quarterOf(moment.expectedClose()));
      }
    }
    for (String currency : currencies) {
      page.level(Measures.OPEN_AMOUNT, currency, steps(moment -> open(moment, currency)));
      page.level(Measures.WEIGHTED_AMOUNT, currency, steps(moment -> weighted(moment, currency)));
      for (String quarter : quarters) {
        page.level(
            Measures.CLOSING_AMOUNT + quarter,
            currency,
            steps(moment -> closesIn(quarter, moment) ? open(moment, currency) : 0));
        page.level(
            Measures.CLOSING_WEIGHTED + quarter,
            currency,
            steps(moment -> closesIn(quarter, moment) ? weighted(moment, currency) : 0));
      }
    }
  }

  private boolean closesIn(String quarter, Moment moment) {
    return moment.expectedClose() != null
        && policy.quarterOf(moment.expectedClose()).equals(quarter);
  }

  private List<Step> steps(Function<Moment, Long> height) {
    return opportunity.moments().stream()
        .map(moment -> new Step(moment.at(), height.apply(moment)))
        .toList();
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
      String stage = visit.stage();
      page.count(Measures.STAGE_ENTERED + stage, visit.enteredAt());
      if (visit.advanced()) {
        page.count(Measures.STAGE_ADVANCED + stage, visit.enteredAt());
      }
      if (opportunity.isWon()) {
        page.count(Measures.STAGE_WON + stage, visit.enteredAt());
      }
      List<Step> steps = open.computeIfAbsent(stage, first -> new ArrayList<>());
      steps.add(new Step(visit.enteredAt(), 1));
      if (visit.leftAt() != null) {
        steps.add(new Step(visit.leftAt(), 0));
        page.duration(
            Measures.STAGE_DWELL_MS + stage,
            Measures.STAGE_DWELL_COUNT + stage,
            Measures.STAGE_DWELL_BUCKET + stage + ':',
            visit.leftAt(),
            visit.leftAt() - visit.enteredAt());
      }
    }
    open.forEach((stage, steps) -> page.level(Measures.STAGE_OPEN + stage, "", steps));
  }
}
