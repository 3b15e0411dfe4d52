package io.tributary.standalone.instance;

/** Events are still on their way; the message says how many, and where. */
public final class NotSettledException extends Exception {
  private static final long serialVersionUID = 1L;

  NotSettledException(String message) {
    super(message);
  }
}
