package io.tributary.ingest.decode;

import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.util.ArrayList;
import java.util.List;

/** The verdicts on a body so far. */
final class Gathered {
  private final int most;
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  /**
   * @param most events that a body may hold
   */
  Gathered(int most) {
    this.most = most;
  }

  int count() {
    return accepted.size() + rejected.size();
  }

  boolean tooMany() {
    return count() > most;
  }

  void add(Verdict verdict) {
    if (tooMany()) {
      return;
    }
    if (verdict instanceof Accepted taken) {
      accepted.add(taken);
    } else if (verdict instanceof Rejected refused) {
      rejected.add(refused);
    }
  }

  Decoded decoded() {
    return tooMany()
        ? new Decoded.Unreadable(
            new Reason(
                Code.BODY_TOO_MANY_EVENTS,
                "",
                "more than " + most + " events in one request; send them in several"))
        : new Decoded.Events(accepted, rejected);
  }
}
