package io.tributary.sink.postgres;

import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.WarehouseAwayException;
import java.sql.SQLException;
import java.util.List;

/** The one place that says what a failure of the database means. */
final class SqlFailure {
  /**
   * Classes of SQL states that say that the data is bad and always will be: a statement that would
   * touch a row twice, values out of range, constraints, and values too large for an index.
   */
  private static final List<String> REFUSED = List.of("21", "22", "23", "54");

  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_FUNCTION = "42883";
  private static final String UNDEFINED_SCHEMA = "3F000";

  private SqlFailure() {}

  /**
   * Bad data is refused; everything else may pass: connections, restarts, locks, a full disk,
   * privileges that are granted later, a migration that has not run yet.
   */
  static RuntimeException classified(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (REFUSED.stream().anyMatch(state::startsWith)) {
      return new RowRefusedException(state, failure.getMessage(), failure);
    }
    return switch (state) {
      case UNDEFINED_TABLE, UNDEFINED_FUNCTION, UNDEFINED_SCHEMA ->
          new WarehouseAwayException(
              "the warehouse lacks what the sink needs, set warehouse.migration.user to have it made: "
                  + failure.getMessage(),
              failure);
      default -> new WarehouseAwayException(cause(failure), failure);
    };
  }

  /** The pool says that it has no connection; the reason is below. */
  private static String cause(SQLException failure) {
    Throwable deepest = failure;
    while (deepest.getCause() instanceof SQLException deeper) {
      deepest = deeper;
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }
}
