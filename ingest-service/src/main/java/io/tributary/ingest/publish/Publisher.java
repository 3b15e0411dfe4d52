package io.tributary.ingest.publish;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes records to where they are durable. Safe for use by several threads. */
public interface Publisher extends AutoCloseable {
  /**
   * Returns at once; the future never fails, and completes within the time that the configuration
   * allows.
   */
  CompletableFuture<Published> publish(List<Outgoing> records);

  /** Why it is of no use to try; empty when records are taken. */
  Optional<String> away();

  @Override
  void close();
}
