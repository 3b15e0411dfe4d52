package io.tributary.standalone.instance;

import java.nio.file.Path;

/** The one folder that holds everything a standalone instance keeps, and where in it what is. */
public record DataFolder(Path root) {
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** Held for as long as an instance runs on the folder. */
  Path lock() {
    return root.resolve("lock");
  }

  /** Tells other processes where the running instance listens. */
  Path running() {
    return root.resolve("running.properties");
  }

  /** Passwords of the warehouse's roles, in the form that psql and other clients read. */
  public Path passwords() {
    return root.resolve("pgpass");
  }

  /** The sources that may send events. */
  public Path sources() {
    return root.resolve("sources.yaml");
  }

  /** The key of the local source, for its owner's eyes only. */
  public Path localKey() {
    return root.resolve("local.key");
  }

  /** The key of another source that commands send for. */
  Path sourceKey(String source) {
    return root.resolve("keys").resolve(source + ".key");
  }

  /** How far imports are, and what they could not take. */
  public Path imports() {
    return root.resolve("imports");
  }

  /** What the services and the embedded parts log. */
  public Path log() {
    return logs().resolve("tributary.log");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path registryLog() {
    return logs().resolve("registry.log");
  }

  Path postgresLog() {
    return logs().resolve("postgres.log");
  }

  Path broker() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path postgresPrograms() {
    return root.resolve("postgres-programs");
  }

  Path registry() {
    return root.resolve("registry");
  }

  Path streams() {
    return root.resolve("streams");
  }
}
