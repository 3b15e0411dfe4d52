package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;

/** Holds one request against the rate of its source. */
final class Rate {
  /** Null when the source may send as fast as it likes. */
  private final RateLimits.Bucket bucket;

  Rate(RateLimits.Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * @throws ProblemException when the source has to wait
   */
  void admit() throws ProblemException {
    if (bucket == null || bucket.isOpen()) {
      return;
    }
    long seconds = bucket.secondsToWait();
    throw new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS_429,
            Code.RATE_EXCEEDED,
            "the source sends faster than it may; try again in " + seconds + " s")
        .retryAfter(seconds)
        .with("RateLimit-Policy", bucket.policy())
        .with("RateLimit", "\"events\";r=0;t=" + seconds);
  }

  /** Takes what the request turned out to hold, and tells the sender what is left. */
  void charge(Response response, int events) {
    if (bucket == null) {
      return;
    }
    bucket.take(Math.max(1, events));
    response.getHeaders().put("RateLimit-Policy", bucket.policy());
    response
        .getHeaders()
        .put("RateLimit", "\"events\";r=%d;t=%d".formatted(bucket.left(), bucket.secondsToWait()));
  }
}
