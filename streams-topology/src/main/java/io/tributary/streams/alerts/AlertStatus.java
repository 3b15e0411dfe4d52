package io.tributary.streams.alerts;

import io.tributary.output.AlertState;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How one rule stands in one slice.
 *
 * @param since when it left OK; null while it is OK
 * @param acrossOn the as-of day of the last value across the limit; null when there was none
 * @param backAt since when the value is back while the alert goes on; null while it is not
 * @param backReason why it will end
 * @param last what was last seen
 */
public record AlertStatus(
    AlertState state,
    Instant since,
    LocalDate acrossOn,
    Instant backAt,
    String backReason,
    Observation last) {

  /** Where every rule starts, and what need not be kept. */
  public static final AlertStatus OK = new AlertStatus(AlertState.OK, null, null, null, "", null);

  /** Whether time alone may change it. */
  public boolean waits() {
    return state == AlertState.PENDING || backAt != null;
  }
}
