package io.tributary.sink;

import io.tributary.runtime.ServiceMain;

/** Runs the sink as a process of its own. */
public final class SinkMain {
  private SinkMain() {}

  public static void main(String[] arguments) {
    ServiceMain.run(
        "sink-service",
        SinkConfiguration.keys(),
        arguments,
        (settings, context) -> SinkService.start(SinkConfiguration.from(settings), context));
  }
}
