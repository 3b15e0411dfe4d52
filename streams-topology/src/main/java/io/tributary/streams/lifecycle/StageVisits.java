package io.tributary.streams.lifecycle;

import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.policy.Policy.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of an opportunity through the stages of the policy. A stage that the way leaves out is
 * entered and left at once, so that no later stage is entered more often than an earlier one by who
 * goes forward. A name that the policy does not list says nothing of the way: the opportunity stays
 * where it was.
 */
final class StageVisits {
  private static final int NOWHERE = -1;

  private final List<Stage> stages;
  private final List<Visit> visits = new ArrayList<>();
  private int last = NOWHERE;
  private long enteredAt;
  private boolean inside;

  private StageVisits(List<Stage> stages) {
    this.stages = stages;
  }

  /**
   * One stay in one stage; times are milliseconds since the epoch.
   *
   * @param leftAt null while it lasts
   * @param advanced whether it was left for a later stage, or by winning
   */
  record Visit(String stage, long enteredAt, Long leftAt, boolean advanced) {}

  /** In the order in which the stages were entered; none for who never was in a listed stage. */
  static List<Visit> of(Opportunity opportunity, List<Stage> stages) {
    StageVisits way = new StageVisits(stages);
    Outcome before = Outcome.OPEN;
    for (Moment moment : opportunity.moments()) {
      switch (moment.outcome()) {
        case OPEN -> way.goTo(way.place(moment.stage()), moment.at());
        case WON -> {
          if (before != Outcome.WON) {
            way.win(moment.at());
          }
        }
        case LOST -> way.leave(moment.at(), false);
      }
      before = moment.outcome();
    }
    if (way.inside) {
      way.visits.add(new Visit(stages.get(way.last).name(), way.enteredAt, null, false));
    }
    return way.visits;
  }

  private void goTo(int stage, long at) {
    if (stage == NOWHERE || inside && stage == last) {
      return;
    }
    leave(at, stage > last);
    passThrough(stage, at);
    last = stage;
    enteredAt = at;
    inside = true;
  }

  private void win(long at) {
    leave(at, true);
    if (last != NOWHERE) {
      passThrough(stages.size(), at);
      last = stages.size() - 1;
    }
  }

  private void leave(long at, boolean advanced) {
    if (inside) {
      visits.add(new Visit(stages.get(last).name(), enteredAt, at, advanced));
      inside = false;
    }
  }

  private void passThrough(int before, long at) {
    for (int skipped = last + 1; skipped < before; skipped++) {
      visits.add(new Visit(stages.get(skipped).name(), at, at, true));
    }
  }

  private int place(String name) {
    for (int i = 0; name != null && i < stages.size(); i++) {
      if (stages.get(i).isNamed(name)) {
        return i;
      }
    }
    return NOWHERE;
  }
}
