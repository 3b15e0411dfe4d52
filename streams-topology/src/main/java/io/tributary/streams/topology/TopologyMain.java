package io.tributary.streams.topology;

import io.tributary.runtime.ServiceMain;

/** Runs the topology as a process of its own. */
public final class TopologyMain {
  private TopologyMain() {}

  public static void main(String[] arguments) {
    ServiceMain.run(
        "streams-topology",
        TopologyConfiguration.keys(),
        arguments,
        (settings, context) ->
            TopologyService.start(TopologyConfiguration.from(settings), context));
  }
}
