package io.tributary.streams.lifecycle;

import io.tributary.event.CampaignTouched;
import io.tributary.output.Touch;
import io.tributary.state.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The path of a customer's touches, in order of time; never empty. */
record Touches(List<Touch> path) implements Folded {
  static Touches fold(List<Fact> facts) {
    List<Touch> path = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      path.add(touch(fact));
    }
    return new Touches(path);
  }

  Touch first() {
    return path.get(0);
  }

  Touch last() {
    return path.get(path.size() - 1);
  }

  private static Touch touch(Fact fact) {
    CampaignTouched touched = (CampaignTouched) fact.getBody();
    return new Touch(
        Instant.ofEpochMilli(fact.getOccurredAt()),
        touched.getChannel(),
        touched.getCampaign(),
        touched.getKind());
  }
}
