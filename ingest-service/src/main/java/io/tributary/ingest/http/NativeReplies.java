package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A status that says what became of the events, and a verdict on each that was not accepted. */
final class NativeReplies implements Replies {
  @Override
  public void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    if (accepted == 0 && isForbidden(rejected)) {
      Answers.forbidden(response, callback, rejected);
    } else {
      Answers.receipt(response, callback, accepted, rejected);
    }
  }

  private static boolean isForbidden(List<Rejected> rejected) {
    return !rejected.isEmpty()
        && rejected.stream()
            .allMatch(event -> event.reasons().get(0).code() == Code.TYPE_FORBIDDEN);
  }

  @Override
  public void unreadable(Response response, Callback callback, ProblemException problem) {
    Answers.problem(response, callback, problem);
  }

  @Override
  public void problem(Response response, Callback callback, ProblemException problem) {
    Answers.problem(response, callback, problem);
  }
}
