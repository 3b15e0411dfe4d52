package io.tributary.standalone.instance;

import io.tributary.event.IdentifierKind;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.runtime.identity.IdentityFile;
import io.tributary.sink.SinkConfiguration;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import io.tributary.streams.topology.TopologyConfiguration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One configuration for everything in the process: the keys of the services with defaults for one
 * machine, and the ports of the embedded parts. Where the services find these parts follows from
 * the ports and is nobody's to set.
 *
 * @param settings what the services are configured from
 */
record StandaloneConfiguration(Settings settings, Ports ports) {
  static final String TOPOLOGY_GROUP = "tributary";
  private static final String INSTANCE = "standalone";
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String REGISTRY_URL = "schema.registry.url";

  private static final List<Key<?>> OTHER_DEFAULTS =
      List.of(
          Key.integer(CommonKeys.TOPIC_PARTITIONS.name(), 4)
              .between(1, 1000)
              .describedAs("Partitions of the topics that scale; fixed once the topics exist."),
          Key.string("http.host", "127.0.0.1").describedAs("Address that senders connect to."),
          Key.string(CommonKeys.MANAGEMENT_HOST.name(), "127.0.0.1")
              .describedAs("Address that the management port listens on."));

  private static final Set<String> NOT_TO_SET =
      Set.of(
          CommonKeys.TOPIC_REPLICATION.name(),
          CommonKeys.SCHEMAS_REGISTER.name(),
          CommonKeys.LOG_FORMAT.name(),
          "sources.file",
          "streams.application.id",
          "streams.instance.id",
          "streams.state.dir",
          "sink.group",
          "sink.instance.id",
          "warehouse.url",
          "warehouse.user",
          "warehouse.password",
          "warehouse.migration.user",
          "warehouse.migration.password");

  /**
   * @throws ConfigurationException naming what is unknown or impossible
   */
  static StandaloneConfiguration load(
      DataFolder folder, Passwords passwords, InstanceOptions options, Map<String, String> env) {
    Settings asked = asked(options, env);
    if (asked.get(CommonKeys.KAFKA).containsKey(BOOTSTRAP)
        || asked.get(CommonKeys.REGISTRY).containsKey(REGISTRY_URL)) {
      throw new ConfigurationException(
          "kafka.%s and registry.%s are not to be set: standalone runs a broker and a registry of its own"
              .formatted(BOOTSTRAP, REGISTRY_URL));
    }
    Ports ports = Ports.from(asked);
    Map<String, String> overrides = new HashMap<>(options.settings());
    overrides.putAll(ports.settings());
    overrides.put(CommonKeys.KAFKA.name() + '.' + BOOTSTRAP, ports.kafka());
    overrides.put(
        CommonKeys.REGISTRY.name() + '.' + REGISTRY_URL, EmbeddedRegistry.url(ports.registry()));
    overrides.put(CommonKeys.TOPIC_REPLICATION.name(), "1");
    // They are registered once for all services.
    overrides.put(CommonKeys.SCHEMAS_REGISTER.name(), "false");
    overrides.put("sources.file", folder.sources().toString());
    // The same after a restart, so that the groups do not wait for the instance that is gone.
    overrides.put("sink.instance.id", INSTANCE);
    overrides.put("streams.instance.id", INSTANCE);
    overrides.put("streams.application.id", TOPOLOGY_GROUP);
    overrides.put("streams.state.dir", folder.streams().toString());
    overrides.put("warehouse.url", ports.warehouse());
    overrides.put("warehouse.user", Roles.SINK);
    overrides.put("warehouse.password", passwords.of(Roles.SINK));
    overrides.put("warehouse.migration.user", Roles.OWNER);
    overrides.put("warehouse.migration.password", passwords.of(Roles.OWNER));
    return new StandaloneConfiguration(
        Settings.load(
            withDefaults(all().values(), options.defaults()), options.config(), env, overrides),
        ports);
  }

  /** Names of the kinds of identifiers, strongest first. */
  List<String> identifierKinds() {
    return identifierKinds(settings);
  }

  /**
   * @throws ConfigurationException naming what is unknown or impossible
   */
  static List<String> identifierKinds(InstanceOptions options, Map<String, String> env) {
    return identifierKinds(asked(options, env));
  }

  private static List<String> identifierKinds(Settings settings) {
    return IdentityFile.of(Optional.ofNullable(settings.get(CommonKeys.IDENTITY_FILE)))
        .kinds()
        .all()
        .stream()
        .map(IdentifierKind::name)
        .toList();
  }

  private static Settings asked(InstanceOptions options, Map<String, String> env) {
    return Settings.load(
        withDefaults(keys(), options.defaults()), options.config(), env, options.settings());
  }

  private static List<Key<?>> withDefaults(Collection<Key<?>> keys, Map<String, String> defaults) {
    return keys.stream()
        .<Key<?>>map(
            key ->
                defaults.containsKey(key.name()) ? key.withDefault(defaults.get(key.name())) : key)
        .toList();
  }

  /** The keys that users have. */
  static List<Key<?>> keys() {
    Map<String, Key<?>> keys = all();
    keys.keySet().removeAll(NOT_TO_SET);
    return List.copyOf(keys.values());
  }

  /** Of keys with the same name the last one holds. */
  private static Map<String, Key<?>> all() {
    Map<String, Key<?>> keys = new LinkedHashMap<>();
    List.<Collection<Key<?>>>of(
            IngestConfiguration.keys(),
            TopologyConfiguration.keys(),
            SinkConfiguration.keys(),
            CommonKeys.SERVICE,
            OTHER_DEFAULTS,
            Ports.KEYS)
        .forEach(some -> some.forEach(key -> keys.put(key.name(), key)));
    return keys;
  }
}
