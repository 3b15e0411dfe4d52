package io.tributary.standalone.instance;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running instance tells other processes by a file in its data folder.
 *
 * @param pid its process
 * @param identifierKinds names of the kinds of identifiers that it knows, strongest first
 */
record Running(long pid, Endpoints endpoints, List<String> identifierKinds) {

  /** Empty when nothing was left by a running instance; what a dead one left is still found. */
  static Optional<Running> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Running(
            Long.parseLong(properties.getProperty("pid")),
            new Endpoints(
                URI.create(properties.getProperty("http")),
                Optional.ofNullable(properties.getProperty("certificate")).map(Path::of),
                URI.create(properties.getProperty("management")),
                properties.getProperty("kafka"),
                URI.create(properties.getProperty("registry")),
                properties.getProperty("warehouse")),
            List.of(properties.getProperty("identifiers").split(" "))));
  }

  /** At once: who reads the file finds all of it. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("http", endpoints.http().toString());
    endpoints
        .certificate()
        .ifPresent(shown -> properties.setProperty("certificate", shown.toString()));
    properties.setProperty("management", endpoints.management().toString());
    properties.setProperty("kafka", endpoints.kafka());
    properties.setProperty("registry", endpoints.registry().toString());
    properties.setProperty("warehouse", endpoints.warehouse());
    properties.setProperty("identifiers", String.join(" ", identifierKinds));
    StringWriter text = new StringWriter();
    properties.store(text, "What others need to know of the running instance");
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text.toString());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
