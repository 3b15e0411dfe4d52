package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads a body as it arrives; no thread waits for it. */
final class BodyReader implements Runnable {
  private final Request request;
  private final Body body;
  private final Recipient recipient;
  private final Scheduler.Task timeout;
  private boolean done;

  /** Is told once, one or the other. */
  interface Recipient {
    /** Everything has arrived. */
    void arrived();

    void failed(ProblemException problem);
  }

  private BodyReader(Request request, Body body, Duration patience, Recipient recipient) {
    this.request = request;
    this.body = body;
    this.recipient = recipient;
    Scheduler scheduler = request.getComponents().getScheduler();
    this.timeout = scheduler.schedule(this::expire, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  static void read(Request request, Body body, Duration patience, Recipient recipient) {
    new BodyReader(request, body, patience, recipient).run();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          throw incomplete();
        }
        boolean last = chunk.isLast();
        try {
          body.add(chunk.getByteBuffer());
        } finally {
          chunk.release();
        }
        if (last) {
          body.end();
          if (finish()) {
            recipient.arrived();
          }
          return;
        }
      }
    } catch (ProblemException problem) {
      if (finish()) {
        recipient.failed(problem);
      }
    }
  }

  private void expire() {
    if (finish()) {
      recipient.failed(
          new ProblemException(
                  HttpStatus.REQUEST_TIMEOUT_408,
                  Code.BODY_TIMEOUT,
                  "the body did not arrive in time")
              .with("Connection", "close"));
    }
  }

  /** Whether this is the first end: the timeout and the last byte may come together. */
  private synchronized boolean finish() {
    if (done) {
      return false;
    }
    done = true;
    timeout.cancel();
    return true;
  }

  private static ProblemException incomplete() {
    return new ProblemException(
            HttpStatus.BAD_REQUEST_400,
            Code.BODY_INCOMPLETE,
            "the connection ended, or stood still for too long, before the body was complete")
        .with("Connection", "close");
  }
}
