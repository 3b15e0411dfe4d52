package io.tributary.ingest;

import io.tributary.runtime.ServiceMain;

/** Runs ingest as a process of its own. */
public final class IngestMain {
  private IngestMain() {}

  public static void main(String[] arguments) {
    ServiceMain.run(
        "ingest-service",
        IngestConfiguration.keys(),
        arguments,
        (settings, context) -> IngestService.start(IngestConfiguration.from(settings), context));
  }
}
