package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SendersTest {
  @Test
  void theBenchmarkFailsWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (Senders senders = new Senders(port, 2)) {
      assertThatThrownBy(() -> senders.openLoop(List.of(new byte[1]), 100, Duration.ofMillis(50)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a sender failed: java.net.ConnectException");
    }
  }

  @Test
  void aFailureInTheBackgroundIsTheBenchmarksWhileItWaits() {
    try (BackgroundSender sender =
        BackgroundSender.start(
            () -> {
              throw new IllegalStateException("the topic is gone");
            })) {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(sender::check)
                      .hasMessage(
                          "a sender failed: java.lang.IllegalStateException: the topic is gone"));
      assertThatThrownBy(sender::finish).hasMessageContaining("the topic is gone");
    }
  }

  @Test
  void whileItSendsNothingIsWrongAndClosingStopsIt() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (BackgroundSender sender =
        BackgroundSender.start(
            () -> {
              begun.countDown();
              try {
                Pace.of(0.001).await(1);
              } finally {
                stopped.countDown();
              }
            })) {
      begun.await();
      sender.check();
      assertThat(stopped.getCount()).isEqualTo(1);
    }
    stopped.await();
  }
}
