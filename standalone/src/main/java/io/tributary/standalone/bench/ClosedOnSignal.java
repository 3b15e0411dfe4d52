package io.tributary.standalone.bench;

/**
 * While it is open, Ctrl-C closes what was started, so that no folder or process is left behind.
 */
final class ClosedOnSignal implements AutoCloseable {
  private final Thread hook;

  ClosedOnSignal(AutoCloseable part) {
    hook = new Thread(() -> Closing.all(part), "close");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is about to end: the hook does its work already.
    }
  }
}
