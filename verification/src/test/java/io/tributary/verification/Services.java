package io.tributary.verification;

import io.tributary.ingest.IngestMain;
import io.tributary.ingest.source.SourcesFile;
import io.tributary.sink.SinkMain;
import io.tributary.streams.topology.TopologyMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three services, each instance a process of its own that can be killed. */
final class Services implements AutoCloseable {
  private final Path folder;
  private final Addresses addresses;
  private final int httpPort = Ports.free();
  private final Path sources;
  private final String key;
  private final List<ServiceProcess> started = new ArrayList<>();

  /**
   * @param folder for their state and logs
   */
  Services(Path folder, Addresses addresses) {
    this.folder = folder;
    this.addresses = addresses;
    this.sources = folder.resolve("sources.yaml");
    this.key = SourcesFile.addKey(sources, "crm");
  }

  ServiceProcess startIngest() {
    return start(
        IngestMain.class,
        "ingest",
        Map.of("http.port", Integer.toString(httpPort), "sources.file", sources.toString()));
  }

  /**
   * @param instance its name: each has a state folder of its own
   * @param more settings
   */
  ServiceProcess startTopology(String instance, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("streams.state.dir", folder.resolve("state-" + instance).toString());
    settings.put("streams.instance.id", instance);
    return start(TopologyMain.class, instance, settings);
  }

  /**
   * @param instance its name
   * @param more settings
   */
  ServiceProcess startSink(String instance, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("warehouse.url", addresses.jdbcUrl());
    settings.put("warehouse.password", "written-by-the-sink");
    settings.put("warehouse.migration.user", addresses.user());
    settings.put("warehouse.migration.password", addresses.password());
    settings.put("sink.instance.id", instance);
    return start(SinkMain.class, instance, settings);
  }

  private ServiceProcess start(Class<?> main, String name, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("kafka.bootstrap.servers", addresses.kafka());
    settings.put("registry.schema.registry.url", addresses.registry());
    settings.put("schemas.register", "true");
    settings.put("topics.partitions", "4");
    settings.put("topics.replication", "1");
    settings.put("management.port", Integer.toString(Ports.free()));
    ServiceProcess service =
        new ServiceProcess(main, settings, folder.resolve(name + ".service.log"));
    started.add(service);
    return service;
  }

  /** A load of opportunities for the HTTP edge. */
  Load load(String name) {
    return new Load(URI.create("http://127.0.0.1:" + httpPort), key, name);
  }

  /** Kills what still runs. What was said in the folder outlives it, and other tests. */
  @Override
  public void close() throws IOException {
    started.forEach(ServiceProcess::close);
    Path kept =
        Files.createDirectories(Path.of("target", "service-logs").resolve(folder.getFileName()));
    try (var logs = Files.newDirectoryStream(folder, "*.log")) {
      for (Path log : logs) {
        Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
