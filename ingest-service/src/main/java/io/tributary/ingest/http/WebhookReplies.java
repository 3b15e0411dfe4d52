package io.tributary.ingest.http;

import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * 200 whenever a delivery was kept, even if only in quarantine: sending it again would not make it
 * better, and senders give up endpoints that refuse too often.
 */
final class WebhookReplies implements Replies {
  /** Zendesk drops a delivery for which it should wait for longer. */
  private static final long LONGEST_WAIT_SECONDS = 59;

  @Override
  public void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    Answers.verdicts(response, callback, HttpStatus.OK_200, accepted, rejected);
  }

  @Override
  public void unreadable(Response response, Callback callback, ProblemException problem) {
    Reason reason = new Reason(problem.code(), "", problem.getMessage());
    Rejected whole = new Rejected(0, null, null, List.of(reason), new byte[0], 0, 0);
    receipt(response, callback, 0, List.of(whole));
  }

  @Override
  public void problem(Response response, Callback callback, ProblemException problem) {
    String wait = problem.headers().get("Retry-After");
    if (wait != null) {
      problem.retryAfter(Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(wait)));
    }
    Answers.problem(response, callback, problem);
  }
}
