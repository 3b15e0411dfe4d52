package io.tributary.sink.postgres;

import io.tributary.output.MetricValues;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a policy the warehouse has to know to find the days of a window. A version says the same
 * for good: it is the hash of all that the policy says. For one writer.
 */
final class MetricPolicies {
  private static final String STAGED = "staged_metric_policy";
  private static final String COLUMNS =
      "policy_version text, currency text, fiscal_year_start integer, cac_lag_days integer";

  private static final String INSERT =
      Addition.sql("tributary.metric_policy", STAGED, "policy_version");

  private record Terms(String version, String currency, int fiscalYearStart, int cacLagDays) {}

  private final Set<Terms> lately = new HashSet<>();

  /** The version of the policy of the record, which is noted. */
  String versionOf(MetricValues line) {
    lately.add(
        new Terms(
            line.getPolicyVersion(),
            line.getCurrency(),
            line.getFiscalYearStart(),
            line.getCacLagDays()));
    return line.getPolicyVersion();
  }

  /**
   * Stages the policies met since the last time. Whether they are there already is not remembered
   * here, as the transaction may yet be rolled back.
   */
  List<String> stage(Staging staging) throws SQLException {
    List<Terms> met = List.copyOf(lately);
    lately.clear();
    if (met.isEmpty()) {
      return List.of();
    }
    staging.copy(STAGED, COLUMNS, rows -> met.forEach(terms -> write(rows, terms)));
    return List.of(INSERT);
  }

  private static void write(BinaryCopy rows, Terms terms) {
    rows.row()
        .text(terms.version())
        .text(terms.currency())
        .integer(terms.fiscalYearStart())
        .integer(terms.cacLagDays());
  }
}
