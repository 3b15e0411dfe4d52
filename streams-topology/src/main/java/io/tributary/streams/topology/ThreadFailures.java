package io.tributary.streams.topology;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails. Its transaction is aborted, so nothing is lost: if the
 * other side is away, a new thread takes over after a pause that doubles; if it stays away, or the
 * failure is ours, the client stops and says why.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MOST_RETRIES = 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Whoever has run for so long has recovered, and starts counting anew. */
  private static final Duration RECOVERED = Duration.ofMinutes(5);

  private final Clock clock;
  private final LongConsumer pauseMillis;
  private int retries;
  private Instant last = Instant.MIN;
  private String fatal;

  ThreadFailures(Clock clock, LongConsumer pauseMillis) {
    this.clock = clock;
    this.pauseMillis = pauseMillis;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    String cause = Failure.explain(failure);
    Optional<Duration> pause = retryAfter(failure, cause);
    if (pause.isEmpty()) {
      LOG.error("the topology stops, having lost nothing: {}", cause, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn("a stream thread failed and is replaced in {}: {}", pause.get(), cause);
    // On the thread that failed: the one to replace it starts when this returns.
    pauseMillis.accept(pause.get().toMillis());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Why the client stopped, if it did. */
  synchronized Optional<String> fatal() {
    return Optional.ofNullable(fatal);
  }

  private synchronized Optional<Duration> retryAfter(Throwable failure, String cause) {
    Instant now = clock.instant();
    retries = last.isBefore(now.minus(RECOVERED)) ? 1 : retries + 1;
    last = now;
    if (Failure.ofThread(failure) == Failure.DIE || retries > MOST_RETRIES) {
      fatal = cause;
      return Optional.empty();
    }
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (retries - 1));
    return Optional.of(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
  }
}
