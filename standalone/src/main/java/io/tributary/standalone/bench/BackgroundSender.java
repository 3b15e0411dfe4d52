package io.tributary.standalone.bench;

import java.util.concurrent.FutureTask;

/** Sends in a thread of its own while results are read; when it fails, the benchmark does. */
final class BackgroundSender implements AutoCloseable {
  private final FutureTask<Void> sending;

  private BackgroundSender(FutureTask<Void> sending) {
    this.sending = sending;
  }

  interface Sending {
    void run() throws Exception;
  }

  static BackgroundSender start(Sending sending) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              sending.run();
              return null;
            });
    new Thread(task, "bench-sender").start();
    return new BackgroundSender(task);
  }

  /** To be called while results are awaited, which would not come any more after a failure. */
  void check() throws InterruptedException {
    if (sending.isDone()) {
      finish();
    }
  }

  /** Waits until all is sent. */
  void finish() throws InterruptedException {
    Senders.finish(sending);
  }

  @Override
  public void close() {
    sending.cancel(true);
  }
}
