package io.tributary.ingest.http;

import io.tributary.ingest.decode.Verdict.Rejected;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** How the senders of an endpoint are answered. */
interface Replies {
  /** What was accepted and what was rejected is durable. */
  void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected);

  /** Nothing in the body could be told apart; it is kept as a whole. */
  void unreadable(Response response, Callback callback, ProblemException problem);

  /** Nothing was kept. */
  void problem(Response response, Callback callback, ProblemException problem);
}
