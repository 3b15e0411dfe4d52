package io.tributary.streams.alerts;

import io.tributary.output.AlertState;
import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.streams.alerts.AlertMachine.Judgement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All rules over all slices of one task, and how they stand. Every rule not mentioned is OK. */
public final class Alerts {
  private final Map<Watched, Standing> standings = new HashMap<>();
  private final Map<String, List<AlertRule>> rulesByFamily = new HashMap<>();
  private AlertRules rules = AlertRules.NONE;

  /** Where what follows goes. */
  public interface Sink {
    /** How a rule stands now, to be kept; empty when it is OK and nothing need be kept. */
    void keep(Watched watched, Optional<Standing> standing);

    void changed(MetricAlert alert);
  }

  /** As it was kept. */
  public Alerts(Map<Watched, Standing> kept) {
    standings.putAll(kept);
  }

  /** From now on other rules are in force: alerts of rules that are gone end. */
  public void follow(AlertRules inForce, Instant now, Sink sink) {
    rules = inForce;
    rulesByFamily.clear();
    for (AlertRule rule : rules.rules()) {
      rulesByFamily.computeIfAbsent(rule.family(), name -> new ArrayList<>()).add(rule);
    }
    for (Watched watched : List.copyOf(standings.keySet())) {
      if (ruleOf(watched).isEmpty()) {
        MetricAlert last = standings.remove(watched).sent();
        sink.keep(watched, Optional.empty());
        sink.changed(AlertRecord.ended(last, AlertMachine.RULE_REMOVED, now));
      }
    }
  }

  /** Judges the rules over a row of the day that is not over. */
  public void see(MetricValues row, Instant now, Sink sink) {
    for (AlertRule rule : rulesByFamily.getOrDefault(row.getFamily(), List.of())) {
      if (rule.slice().selects(row.getDimension(), row.getSlice())) {
        Observation seen =
            row.getValues().stream()
                .filter(value -> isOf(rule, value))
                .findFirst()
                .map(
                    value ->
                        new Observation(row.getAsOf(), value.getValueMicros(), value.getSample()))
                .orElse(new Observation(row.getAsOf(), null, 0));
        judge(rule, new Watched(rule.name(), row.getDimension(), row.getSlice()), seen, now, sink);
      }
    }
  }

  /** A row was taken back. */
  public void withdrawn(
      String family, String dimension, String slice, LocalDate asOf, Instant now, Sink sink) {
    for (AlertRule rule : rulesByFamily.getOrDefault(family, List.of())) {
      Watched watched = new Watched(rule.name(), dimension, slice);
      Standing standing = standings.get(watched);
      if (standing != null && standing.status().last().asOf().equals(asOf)) {
        judge(rule, watched, new Observation(asOf, null, 0), now, sink);
      }
    }
  }

  /** Time has passed. */
  public void pass(Instant now, Sink sink) {
    List<Watched> waiting =
        standings.entrySet().stream()
            .filter(standing -> standing.getValue().status().waits())
            .map(Map.Entry::getKey)
            .toList();
    for (Watched watched : waiting) {
      ruleOf(watched)
          .ifPresent(
              rule -> judge(rule, watched, standings.get(watched).status().last(), now, sink));
    }
  }

  private void judge(AlertRule rule, Watched watched, Observation seen, Instant now, Sink sink) {
    Standing standing = standings.get(watched);
    AlertStatus before = standing == null ? AlertStatus.OK : standing.status();
    Judgement judgement = AlertMachine.judge(rule, before, seen, now);
    AlertStatus after = judgement.status();
    if (after.equals(before)) {
      return;
    }
    MetricAlert sent = standing == null ? null : standing.sent();
    if (judgement.isChange()) {
      sent = AlertRecord.of(rule, watched, before, judgement, seen, now);
      sink.changed(sent);
    }
    if (after.state() == AlertState.OK) {
      standings.remove(watched);
      sink.keep(watched, Optional.empty());
    } else {
      Standing kept = new Standing(after, sent);
      standings.put(watched, kept);
      sink.keep(watched, Optional.of(kept));
    }
  }

  private Optional<AlertRule> ruleOf(Watched watched) {
    Predicate<AlertRule> watches =
        rule -> rule.slice().selects(watched.dimension(), watched.slice());
    return rules.named(watched.rule()).filter(watches);
  }

  private static boolean isOf(AlertRule rule, MetricValue value) {
    return value.getMetric().equals(rule.metric()) && value.getWindow().equals(rule.window());
  }
}
