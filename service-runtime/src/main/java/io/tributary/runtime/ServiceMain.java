package io.tributary.runtime;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.ConfigurationReference;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the main of every service does: read the configuration, say what it is, start the management
 * port and the service, wait for the signal to stop, and close in reverse order. Exit codes: 0
 * stopped as asked, 1 failed, 2 the configuration is wrong.
 */
public final class ServiceMain {
  private ServiceMain() {}

  /**
   * @param keys of the service, without those of {@link CommonKeys#SERVICE}
   * @param arguments {@code --config FILE}, {@code --set key=value} (any number of times), {@code
   *     --help}
   */
  public static void run(
      String name, List<Key<?>> keys, String[] arguments, ServiceStarter starter) {
    List<Key<?>> all = new ArrayList<>(keys);
    all.addAll(CommonKeys.SERVICE);
    Settings settings;
    try {
      Optional<Settings> read = read(name, all, arguments);
      if (read.isEmpty()) {
        return;
      }
      settings = read.get();
    } catch (ConfigurationException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Logs.toConsole(settings.get(CommonKeys.LOG_FORMAT));
    Logger log = LoggerFactory.getLogger(ServiceMain.class);
    log.info("{} starts with{}{}", name, System.lineSeparator(), settings.describe());
    System.exit(serve(name, settings, starter, log));
  }

  private static int serve(String name, Settings settings, ServiceStarter starter, Logger log) {
    CountDownLatch stopRequested = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    PrometheusMeterRegistry meters = Meters.create();
    Health health = new Health();
    try (ManagementServer management =
            ManagementServer.start(
                settings.get(CommonKeys.MANAGEMENT_HOST),
                settings.get(CommonKeys.MANAGEMENT_PORT),
                health,
                meters,
                Map.of("service", name, "version", version()));
        AutoCloseable service =
            starter.start(settings, new ServiceContext(meters, health, Clock.systemUTC()))) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopRequested.countDown();
                    awaitQuietly(stopped);
                  },
                  "stop"));
      log.info("{} is up; health and metrics on port {}", name, management.port());
      stopRequested.await();
      log.info("{} stops", name);
    } catch (ConfigurationException e) {
      log.error("{}", e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (Exception e) {
      log.error("{} cannot go on: {}", name, e.getMessage(), e);
      return 1;
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String version() {
    String version = ServiceMain.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static Optional<Settings> read(String name, List<Key<?>> keys, String[] arguments) {
    Optional<Path> file = Optional.empty();
    Map<String, String> overrides = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--help" -> {
          System.out.printf(
              "%s [--config FILE] [--set KEY=VALUE]...%n%nKeys:%n%s",
              name, ConfigurationReference.help(keys));
          return Optional.empty();
        }
        case "--config" -> file = Optional.of(Path.of(following(arguments, ++i, "--config")));
        case "--set" -> {
          String[] pair = following(arguments, ++i, "--set").split("=", 2);
          if (pair.length != 2) {
            throw new ConfigurationException("--set takes KEY=VALUE, not " + pair[0]);
          }
          overrides.put(pair[0], pair[1]);
        }
        default ->
            throw new ConfigurationException(
                arguments[i] + " is no option; there are --config FILE, --set KEY=VALUE, --help");
      }
    }
    return Optional.of(Settings.load(keys, file, System.getenv(), overrides));
  }

  private static String following(String[] arguments, int index, String option) {
    if (index >= arguments.length) {
      throw new ConfigurationException(option + " needs a value");
    }
    return arguments[index];
  }
}
