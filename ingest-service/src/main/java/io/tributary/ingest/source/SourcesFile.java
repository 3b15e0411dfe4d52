package io.tributary.ingest.source;

import io.tributary.event.EventType;
import io.tributary.ingest.source.Source.Rate;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code sources.yaml}: who may send, and the hashes of their keys.
 *
 * <pre>
 * sources:
 *   crm:
 *     keys: [SHA-256 of each key, in hex]
 *     namespace: crm                          # default: the name
 *     may_send: [sales, lead.captured]        # types and domains; default: everything
 *     rate: 1000                              # events per second; default: unlimited
 *     burst: 5000                             # default: the rate
 *     webhooks:                               # of systems that send for it
 *       stripe: {secrets: [env:STRIPE_WEBHOOK_SECRET], tolerance: 5m}
 *       zendesk: {secrets: [file:/run/secrets/zendesk]}
 *       hubspot: {secrets: [env:HUBSPOT_SECRET], url: "https://events.acme.example/v1/webhooks/hubspot"}
 *       salesforce: {secrets: [env:SALESFORCE_TOKEN], organizations: [00D000000000062]}
 * </pre>
 */
public final class SourcesFile {
  private static final int HASH_LENGTH = 64;

  private SourcesFile() {}

  /**
   * @throws ConfigurationException when the file cannot be read or is wrong, with line and column
   */
  public static Sources read(Path file) {
    return read(YamlNode.read(file));
  }

  /**
   * Makes a key for a source and keeps its hash in the file. The file and the source are made when
   * they are missing; what else is in the file stays as it is.
   *
   * @return the key: it is nowhere else, so it has to be shown or kept now
   * @throws ConfigurationException when the file cannot be read or written
   */
  public static String addKey(Path file, String source) {
    if (!SourceName.isValid(source)) {
      throw new ConfigurationException("'" + source + "' " + SourceName.RULE);
    }
    return SourcesEdit.addKey(file, source);
  }

  /**
   * Takes the hash of a key that {@link #addKey} has made out of the file; what else is in the file
   * stays as it is.
   *
   * @throws ConfigurationException when the file cannot be read or written
   */
  public static void removeKey(Path file, String key) {
    SourcesEdit.removeKey(file, key);
  }

  static Sources read(YamlNode root) {
    root.only("sources");
    Map<String, Source> byKeyHash = new HashMap<>();
    List<Source> all = new ArrayList<>();
    root.required("sources")
        .entries()
        .forEach(
            (name, node) -> {
              Source source = source(name, node);
              all.add(source);
              List<YamlNode> keys =
                  source.webhooks().isEmpty()
                      ? node.required("keys").items()
                      : node.optional("keys").map(YamlNode::items).orElse(List.of());
              for (YamlNode key : keys) {
                if (byKeyHash.put(hash(key), source) != null) {
                  throw key.error("this key is listed twice");
                }
              }
            });
    return new Sources(byKeyHash, all);
  }

  private static Source source(String name, YamlNode node) {
    if (!SourceName.isValid(name)) {
      throw node.error("'" + name + "' " + SourceName.RULE);
    }
    node.only("keys", "namespace", "may_send", "rate", "burst", "webhooks");
    return new Source(
        name,
        namespace(name, node),
        allowed(node),
        rate(node),
        node.optional("webhooks").map(new WebhooksReader(System.getenv())::read).orElse(List.of()));
  }

  private static String namespace(String name, YamlNode node) {
    Optional<YamlNode> namespace = node.optional("namespace");
    if (namespace.isEmpty()) {
      return name;
    }
    String text = namespace.get().text();
    if (!SourceName.isValid(text)) {
      throw namespace.get().error("'" + text + "' " + SourceName.RULE);
    }
    return text;
  }

  private static Optional<Rate> rate(YamlNode node) {
    Optional<YamlNode> rate = node.optional("rate");
    Optional<YamlNode> burst = node.optional("burst");
    if (rate.isEmpty()) {
      burst.ifPresent(
          given -> {
            throw given.error("burst means nothing without rate");
          });
      return Optional.empty();
    }
    int eventsPerSecond = positive(rate.get());
    return Optional.of(
        new Rate(eventsPerSecond, burst.map(SourcesFile::positive).orElse(eventsPerSecond)));
  }

  private static int positive(YamlNode node) {
    int number = node.integer();
    if (number < 1) {
      throw node.error("must be at least 1");
    }
    return number;
  }

  private static Set<EventType> allowed(YamlNode node) {
    Optional<YamlNode> maySend = node.optional("may_send");
    if (maySend.isEmpty()) {
      return EnumSet.allOf(EventType.class);
    }
    Set<EventType> allowed = EnumSet.noneOf(EventType.class);
    for (YamlNode item : maySend.get().items()) {
      String name = item.text();
      List<EventType> meant =
          Arrays.stream(EventType.values())
              .filter(type -> type.typeName().equals(name) || domain(type).equals(name))
              .toList();
      if (meant.isEmpty()) {
        throw item.error(
            name + " is neither a type of event nor a domain" + Nearest.hint(name, names()));
      }
      allowed.addAll(meant);
    }
    return allowed;
  }

  /** marketing, sales, billing or support. */
  private static String domain(EventType type) {
    String topic = type.topic().name();
    return topic.substring(0, topic.indexOf('-'));
  }

  private static Set<String> names() {
    List<String> names = new ArrayList<>();
    for (EventType type : EventType.values()) {
      names.add(type.typeName());
      names.add(domain(type));
    }
    return Set.copyOf(names);
  }

  private static String hash(YamlNode key) {
    String hash = key.text().toLowerCase(Locale.ROOT);
    boolean hex = hash.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    if (!hex || hash.length() != HASH_LENGTH) {
      throw key.error(
          "the SHA-256 of a key is expected here, 64 hex digits; the key itself must not be kept");
    }
    return hash;
  }
}
