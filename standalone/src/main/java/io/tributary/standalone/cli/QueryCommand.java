package io.tributary.standalone.cli;

import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.query.ResultFormat;
import io.tributary.standalone.query.SqlFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the warehouse. */
@Command(
    name = "query",
    description =
        "Ask the warehouse of the running instance, as the analyst's role: it only reads.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary query \"SELECT * FROM analytics.freshness\"",
      "  tributary query --format csv \"SELECT * FROM analytics.metric_value\" > metrics.csv"
    })
final class QueryCommand extends StandaloneCommand {
  @Parameters(paramLabel = "SQL", description = "One statement.")
  private String sql;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private ResultFormat format;

  @Override
  public Integer call() throws Exception {
    Optional<Instance> running = Instance.attach(folder());
    if (running.isEmpty()) {
      err().println(notRunning());
      return 1;
    }
    try (Instance instance = running.get();
        Connection connection = instance.warehouse();
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          format.write(rows, out());
        }
      }
      out().flush();
      return 0;
    } catch (SQLException e) {
      err().println(SqlFailure.describe(e, sql));
      return 1;
    }
  }
}
