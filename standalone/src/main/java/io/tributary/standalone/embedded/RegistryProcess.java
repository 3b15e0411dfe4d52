package io.tributary.standalone.embedded;

import java.io.IOException;

/**
 * The main of the registry's process. It starts the registry, and ends with the process that
 * started it: that one holds the other end of the standard input.
 */
public final class RegistryProcess {
  private static final String REGISTRY_MAIN = "io.quarkus.runner.GeneratedMain";

  private RegistryProcess() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(RegistryProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName(REGISTRY_MAIN).getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end counts.
      }
    } catch (IOException e) {
      // The pipe broke: the same as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}
