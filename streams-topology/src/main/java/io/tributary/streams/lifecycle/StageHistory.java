package io.tributary.streams.lifecycle;

import io.tributary.output.LifecycleStage;
import io.tributary.output.StageEntry;
import io.tributary.streams.lifecycle.Lead.Span;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The stage of a customer as a function of time. All that the stage depends on is a handful of
 * counts; the turns of the entities change the counts, and one sweep over the turns in order of
 * time gives the history.
 */
final class StageHistory {
  /** What is counted. */
  private enum Count {
    CUSTOMERS,
    OPEN_OPPORTUNITIES,
    LEADS,
    MQLS,
    SQLS
  }

  private record Turn(long at, Count count, int by) {}

  private final List<Turn> turns = new ArrayList<>();
  private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
  private boolean wasCustomer;

  StageHistory(FoldedEntities entities, Customerhood customerhood) {
    entities.all(Opportunity.class).forEach(this::addOpportunity);
    entities.all(Lead.class).forEach(this::addLead);
    for (Customerhood.Turn turn : customerhood.turns()) {
      turns.add(new Turn(turn.at(), Count.CUSTOMERS, turn.isCustomer() ? 1 : -1));
    }
    turns.sort(Comparator.comparingLong(Turn::at));
  }

  /** When the stage may change next; empty for never. */
  OptionalLong nextTurn(long now) {
    for (Turn turn : turns) {
      if (turn.at() > now) {
        return OptionalLong.of(turn.at());
      }
    }
    return OptionalLong.empty();
  }

  /**
   * @param firstSeenAt milliseconds since the epoch: when the history begins
   * @param now later turns are not history yet
   * @return oldest first, never empty; the last entry has not been left
   */
  List<StageEntry> entries(long firstSeenAt, long now) {
    counts.clear();
    wasCustomer = false;
    List<StageEntry> history = new ArrayList<>();
    enter(history, LifecycleStage.VISITOR, firstSeenAt);
    for (int i = 0; i < turns.size() && turns.get(i).at() <= now; i++) {
      Turn turn = turns.get(i);
      counts.merge(turn.count(), turn.by(), Integer::sum);
      boolean lastAtThisTime = i + 1 == turns.size() || turns.get(i + 1).at() > turn.at();
      if (lastAtThisTime) {
        enter(history, stage(), turn.at());
      }
    }
    return history;
  }

  private static void enter(List<StageEntry> history, LifecycleStage stage, long at) {
    Instant instant = Instant.ofEpochMilli(at);
    if (!history.isEmpty()) {
      StageEntry current = history.get(history.size() - 1);
      if (current.getStage() == stage) {
        return;
      }
      if (current.getEnteredAt().equals(instant)) {
        history.remove(history.size() - 1);
        if (!history.isEmpty() && history.get(history.size() - 1).getStage() == stage) {
          history.get(history.size() - 1).setLeftAt(null);
          return;
        }
      } else {
        current.setLeftAt(instant);
      }
    }
    history.add(new StageEntry(stage, instant, null));
  }

  private LifecycleStage stage() {
    if (count(Count.CUSTOMERS) > 0) {
      wasCustomer = true;
      return LifecycleStage.CUSTOMER;
    } else if (wasCustomer) {
      return LifecycleStage.CHURNED;
    } else if (count(Count.OPEN_OPPORTUNITIES) > 0) {
      return LifecycleStage.OPPORTUNITY;
    } else if (count(Count.SQLS) > 0) {
      return LifecycleStage.SQL;
    } else if (count(Count.MQLS) > 0) {
      return LifecycleStage.MQL;
    } else if (count(Count.LEADS) > 0) {
      return LifecycleStage.LEAD;
    }
    return LifecycleStage.VISITOR;
  }

  private int count(Count count) {
    return counts.getOrDefault(count, 0);
  }

  private void addOpportunity(Opportunity opportunity) {
    boolean before = false;
    for (Moment moment : opportunity.moments()) {
      boolean open = moment.outcome() == Outcome.OPEN;
      if (open != before) {
        turns.add(new Turn(moment.at(), Count.OPEN_OPPORTUNITIES, open ? 1 : -1));
      }
      before = open;
    }
  }

  private void addLead(Lead lead) {
    leadTurns(Count.LEADS, lead.firstSeenAt(), lead.disqualified());
    if (lead.mqlAt() != null) {
      leadTurns(Count.MQLS, lead.mqlAt(), lead.disqualified());
    }
    if (lead.sqlAt() != null) {
      leadTurns(Count.SQLS, lead.sqlAt(), lead.disqualified());
    }
  }

  /** It counts from a time on, but not while it is disqualified. */
  private void leadTurns(Count count, long from, List<Span> disqualified) {
    turns.add(new Turn(from, count, 1));
    for (Span span : disqualified) {
      if (span.until() == null || span.until() > from) {
        turns.add(new Turn(Math.max(from, span.from()), count, -1));
        if (span.until() != null) {
          turns.add(new Turn(span.until(), count, 1));
        }
      }
    }
  }
}
