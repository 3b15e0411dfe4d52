package io.tributary.standalone.instance;

import io.tributary.runtime.Logs;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A Tributary that runs: in this process, or in another one. */
public final class Instance implements AutoCloseable {
  private final DataFolder folder;
  private final Endpoints endpoints;
  private final Optional<PartStack> own;

  private Instance(DataFolder folder, Endpoints endpoints, Optional<PartStack> own) {
    this.folder = folder;
    this.endpoints = endpoints;
    this.own = own;
  }

  /** The instance that runs on the folder, if one does. */
  public static Optional<Instance> attach(DataFolder folder) throws IOException {
    if (!DataLock.isTaken(folder.lock())) {
      return Optional.empty();
    }
    return Running.read(folder.running())
        .map(running -> new Instance(folder, running.endpoints(), Optional.empty()));
  }

  /**
   * @throws ConfigurationException when the configuration is wrong, a port is taken or an instance
   *     runs on the folder
   * @throws PartFailedException when a part does not start
   */
  public static Instance start(DataFolder folder, InstanceOptions options)
      throws IOException, InterruptedException, PartFailedException {
    PartStack stack = new PartStack();
    stack.add("the lock of the data folder", DataLock.take(folder));
    try {
      Files.createDirectories(folder.logs());
      Logs.toFile(folder.log());
      Passwords passwords = Passwords.readOrMake(folder.passwords(), Roles.ALL);
      StandaloneConfiguration configuration =
          StandaloneConfiguration.load(folder, passwords, options, System.getenv());
      LoggerFactory.getLogger(Instance.class)
          .info(
              "standalone starts with{}{}",
              System.lineSeparator(),
              configuration.settings().describe());
      // So that events can be sent at once. Keys of other sources are made by a command.
      new SourceKeys(folder).of(SourceKeys.LOCAL);
      Endpoints endpoints = Parts.start(stack, folder, passwords, configuration);
      new Running(ProcessHandle.current().pid(), endpoints, configuration.identifierKinds())
          .write(folder.running());
      stack.add("what tells others of it", () -> Files.deleteIfExists(folder.running()));
      return new Instance(folder, endpoints, Optional.of(stack));
    } catch (IOException | InterruptedException | PartFailedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** The instance that runs on the folder, or else a new one. */
  public static Instance attachOrStart(DataFolder folder, InstanceOptions options)
      throws IOException, InterruptedException, PartFailedException {
    Optional<Instance> running = attach(folder);
    return running.isPresent() ? running.get() : start(folder, options);
  }

  /** What an instance is configured with. */
  public static List<Key<?>> keys() {
    return StandaloneConfiguration.keys();
  }

  /**
   * Names of the kinds of identifiers, strongest first, that the instance on the folder knows: the
   * one that runs, or else the one that these options would start.
   *
   * @throws ConfigurationException when no instance runs and the configuration is wrong
   */
  public static List<String> identifierKinds(DataFolder folder, InstanceOptions options)
      throws IOException {
    if (DataLock.isTaken(folder.lock())) {
      Optional<Running> running = Running.read(folder.running());
      if (running.isPresent()) {
        return running.get().identifierKinds();
      }
    }
    return StandaloneConfiguration.identifierKinds(options, System.getenv());
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** How far the topology and the sink are behind the ends of their topics. */
  public Lags lags() {
    return new Lags(endpoints.kafka());
  }

  /** The key of the source {@code local}, which may send every type of event. */
  public String apiKey() throws IOException {
    return Files.readString(folder.localKey()).strip();
  }

  /** A connection to the warehouse as the role {@code tributary_analyst}: it reads. */
  public Connection warehouse() throws IOException, SQLException {
    return Roles.connect(endpoints.warehouse(), Roles.ANALYST, Passwords.read(folder.passwords()));
  }

  /**
   * Waits until everything that was accepted before the call has taken its whole way: nothing is
   * left to read in the topology or the sink, and no more rows come out.
   *
   * @param limit how long to wait while what is left does not get less
   * @param progress is told now and then how much is left
   * @throws NotSettledException when it is not to be waited for; the message says what is left
   */
  public void awaitSettled(Duration limit, SettlingProgress progress)
      throws NotSettledException, IOException, InterruptedException {
    try (Settling settling = new Settling(this)) {
      settling.await(limit, progress);
    }
  }

  /** Whether this process runs it, so that closing stops it. */
  public boolean isOwn() {
    return own.isPresent();
  }

  /** Stops it when this process runs it; otherwise only lets go. */
  @Override
  public void close() {
    own.ifPresent(PartStack::close);
  }
}
