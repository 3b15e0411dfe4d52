package io.tributary.streams.topology;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/** The three ways to fail, and which one a failure is. */
enum Failure {
  /** The record is bad: to the dead letters, and on. */
  REJECT,
  /** The other side is away: nothing is lost by trying again. */
  RETRY,
  /** We are wrong, or not allowed: stop. */
  DIE;

  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** Of a record that could not be read or processed. */
  static Failure ofRecord(Throwable failure) {
    return causes(failure)
        .map(Failure::known)
        .filter(known -> known != REJECT)
        .findFirst()
        .orElse(REJECT);
  }

  /** Of a stream thread. What is not known to pass is ours to mend. */
  static Failure ofThread(Throwable failure) {
    return ofRecord(failure) == RETRY ? RETRY : DIE;
  }

  /** The innermost cause that says something, for people. */
  static String explain(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause.getMessage() != null)
        .reduce((outer, inner) -> inner)
        .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .orElseGet(failure::toString);
  }

  private static Failure known(Throwable cause) {
    if (cause instanceof RestClientException registry) {
      return ofStatus(registry.getStatus());
    }
    if (cause instanceof RetriableException
        || cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException
        || cause instanceof LockException
        || cause instanceof TaskCorruptedException
        || cause instanceof TaskMigratedException) {
      return RETRY;
    }
    if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof ProcessorStateException
        || cause instanceof Error) {
      return DIE;
    }
    return REJECT;
  }

  private static Failure ofStatus(int status) {
    if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
      return RETRY;
    }
    return status == UNAUTHORIZED || status == FORBIDDEN ? DIE : REJECT;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
