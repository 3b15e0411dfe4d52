package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(new SerializationException("Unknown magic byte!"), Failure.REJECT),
        Arguments.of(new SerializationException("cut short", new EOFException()), Failure.REJECT),
        Arguments.of(
            new SerializationException(
                "no such schema", new RestClientException("Schema 7 not found", 404, 40403)),
            Failure.REJECT),
        Arguments.of(new ImpossibleRecordException("misplaced"), Failure.REJECT),
        Arguments.of(
            new SerializationException("registry", new ConnectException("refused")), Failure.RETRY),
        Arguments.of(
            new SerializationException("registry", new RestClientException("busy", 503, 50301)),
            Failure.RETRY),
        Arguments.of(new TimeoutException("metadata"), Failure.RETRY),
        Arguments.of(
            new SerializationException("registry", new RestClientException("who?", 401, 40101)),
            Failure.DIE),
        Arguments.of(new TopicAuthorizationException("sales-events"), Failure.DIE));
  }

  @ParameterizedTest
  @MethodSource("records")
  void onlyABadRecordIsRejected(Throwable failure, Failure expected) {
    assertThat(Failure.ofRecord(failure)).isEqualTo(expected);
  }

  @Test
  void aThreadThatFailsForAReasonThatPassesIsReplacedAfterPausesThatDoubleUpToALimit() {
    List<Long> pauses = new ArrayList<>();
    ThreadFailures failures =
        new ThreadFailures(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), pauses::add);
    StreamsException away = new StreamsException("send", new TimeoutException("no broker"));

    for (int i = 0; i < 20; i++) {
      assertThat(failures.handle(away)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
    assertThat(pauses)
        .startsWith(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L)
        .hasSize(20);
    assertThat(failures.fatal()).isEmpty();

    assertThat(failures.handle(away)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).contains("TimeoutException: no broker");
  }

  @Test
  void aThreadThatFailsForAReasonOfOursStopsTheClientAtOnce() {
    ThreadFailures failures =
        new ThreadFailures(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), pause -> {});

    assertThat(failures.handle(new StreamsException(new IllegalStateException("a bug"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).contains("IllegalStateException: a bug");
  }
}
