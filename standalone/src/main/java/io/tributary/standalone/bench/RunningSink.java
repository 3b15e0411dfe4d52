package io.tributary.standalone.bench;

import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.sink.SinkConfiguration;
import io.tributary.sink.SinkService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sink at work on a bench, and how far it is. */
final class RunningSink implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5;
  private static final String WRITTEN =
      "SELECT coalesce(sum(next_offset), 0) FROM tributary.sink_offset WHERE topic = ANY (?)";

  private final ServiceContext context = Workbench.context();
  private final SinkService service;
  private final Connection database;

  RunningSink(Workbench bench) throws SQLException, InterruptedException {
    List<String> keys = SinkConfiguration.keys().stream().map(Key::name).toList();
    Map<String, String> settings = bench.settings(keys);
    this.service =
        SinkService.start(
            SinkConfiguration.from(
                Settings.load(
                    List.copyOf(SinkConfiguration.keys()),
                    Optional.empty(),
                    System.getenv(),
                    settings)),
            context);
    this.database = bench.database();
  }

  /** Records that are in the warehouse. */
  long written(Collection<String> topics) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(WRITTEN)) {
      query.setArray(1, database.createArrayOf("text", topics.toArray()));
      try (ResultSet sum = query.executeQuery()) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  /** Waits until so many are, and says how many then. */
  long await(Collection<String> topics, long records) throws SQLException, InterruptedException {
    long written = written(topics);
    while (written < records) {
      for (HealthStatus status : context.health().check().values()) {
        if (status instanceof HealthStatus.Down && status.toString().contains("stopped:")) {
          throw new IllegalStateException("the sink failed: " + status);
        }
      }
      Thread.sleep(PAUSE_MILLIS);
      written = written(topics);
    }
    return written;
  }

  @Override
  public void close() {
    service.close();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
