package io.tributary.standalone.bench;

import org.slf4j.LoggerFactory;

/** Ends what a benchmark has started, also when it got only half-way. */
final class Closing {
  private Closing() {}

  /**
   * One that does not close does not keep the others open.
   *
   * @param parts in the order in which they are closed; null for those that were not started
   */
  static void all(AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        LoggerFactory.getLogger(Closing.class).error("a part did not stop", e);
      }
    }
  }
}
