package io.tributary.standalone.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command end in good order on Ctrl-C: what it does is interrupted, and the JVM ends only
 * when the command has closed what it had open. To be closed last.
 */
final class StopSignal implements AutoCloseable {
  /** What a command does until it is done or told to stop. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean given;
  private Thread working;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  private void stop() {
    synchronized (this) {
      given = true;
      if (working != null) {
        working.interrupt();
      }
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says whether the work was done to its end, and not stopped before. */
  boolean run(Work work) throws Exception {
    synchronized (this) {
      if (given) {
        return false;
      }
      working = Thread.currentThread();
    }
    try {
      work.run();
      return true;
    } catch (Exception e) {
      // Interrupted work fails in many ways.
      if (isGiven()) {
        return false;
      }
      throw e;
    } finally {
      done();
    }
  }

  private synchronized boolean isGiven() {
    return given;
  }

  /** What comes now, closing things, is not to be interrupted. */
  private synchronized void done() {
    working = null;
    if (given) {
      Thread.interrupted();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
