package io.tributary.ingest.decode;

import java.util.List;

/** What a body holds. */
public sealed interface Decoded {
  /** Events, each with its verdict, in the order of the body. */
  record Events(List<Verdict.Accepted> accepted, List<Verdict.Rejected> rejected)
      implements Decoded {}

  /** Nothing of it can be told apart, so it is kept or refused as a whole. */
  record Unreadable(Reason reason) implements Decoded {}
}
