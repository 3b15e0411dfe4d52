package io.tributary.ingest.http;

import io.tributary.ingest.decode.Verdict.Rejected;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** As the SDKs expect it, with the verdicts beside it. */
final class SegmentReplies implements Replies {
  @Override
  public void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    Answers.success(response, callback, accepted, rejected);
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
