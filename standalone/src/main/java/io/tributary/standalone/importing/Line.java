package io.tributary.standalone.importing;

import io.tributary.standalone.sending.Rejection;
import java.util.List;

/** What an imported file has at a line. */
sealed interface Line {
  long number();

  /**
   * @param events as JSON, at least one
   */
  record Events(long number, List<String> events) implements Line {}

  /** Something that cannot become an event. */
  record Unusable(long number, Rejection reason) implements Line {}
}
