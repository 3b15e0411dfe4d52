package io.tributary.ingest.source;

import io.tributary.runtime.yaml.YamlNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the webhooks of a source. Secrets are never in the file itself, only where they are: {@code
 * env:NAME} or {@code file:/path}.
 */
final class WebhooksReader {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int ORGANIZATION_LENGTH = 15;

  private final Map<String, String> environment;

  WebhooksReader(Map<String, String> environment) {
    this.environment = environment;
  }

  List<Webhook> read(YamlNode node) {
    node.only("stripe", "hubspot", "zendesk", "salesforce");
    List<Webhook> webhooks = new ArrayList<>();
    node.optional("stripe").ifPresent(stripe -> webhooks.add(stripe(stripe)));
    node.optional("hubspot").ifPresent(hubspot -> webhooks.add(hubspot(hubspot)));
    node.optional("zendesk").ifPresent(zendesk -> webhooks.add(zendesk(zendesk)));
    node.optional("salesforce").ifPresent(salesforce -> webhooks.add(salesforce(salesforce)));
    if (webhooks.isEmpty()) {
      throw node.error("there is no webhook: stripe, hubspot, zendesk or salesforce");
    }
    return webhooks;
  }

  private Webhook stripe(YamlNode node) {
    node.only("secrets", "tolerance");
    return new Webhook.Stripe(secrets(node), tolerance(node));
  }

  private Webhook zendesk(YamlNode node) {
    node.only("secrets", "tolerance");
    return new Webhook.Zendesk(secrets(node), tolerance(node));
  }

  private Webhook hubspot(YamlNode node) {
    node.only("secrets", "tolerance", "url", "versions");
    YamlNode url = node.required("url");
    if (!isHttp(url.text())) {
      throw url.error("the URL to which HubSpot sends is expected here, as configured there");
    }
    Set<Integer> versions = new HashSet<>();
    for (YamlNode version : node.optional("versions").map(YamlNode::items).orElse(List.of())) {
      if (!Set.of("v1", "v2", "v3").contains(version.text())) {
        throw version.error("a signature has version v1, v2 or v3");
      }
      versions.add(version.text().charAt(1) - '0');
    }
    return new Webhook.HubSpot(
        secrets(node), tolerance(node), url.text(), versions.isEmpty() ? Set.of(3) : versions);
  }

  private static boolean isHttp(String text) {
    try {
      String scheme = URI.create(text).getScheme();
      return "https".equals(scheme) || "http".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Webhook salesforce(YamlNode node) {
    node.only("secrets", "organizations");
    Set<String> organizations = new HashSet<>();
    for (YamlNode id : node.required("organizations").items()) {
      if (id.text().length() < ORGANIZATION_LENGTH || !id.text().startsWith("00D")) {
        throw id.error("an organization id has 15 or 18 characters and begins with 00D");
      }
      organizations.add(id.text().substring(0, ORGANIZATION_LENGTH));
    }
    if (organizations.isEmpty()) {
      throw node.required("organizations").error("at least one organization is expected here");
    }
    return new Webhook.Salesforce(secrets(node), organizations);
  }

  private static Duration tolerance(YamlNode node) {
    return node.optional("tolerance").map(YamlNode::duration).orElse(TOLERANCE);
  }

  private List<Secret> secrets(YamlNode node) {
    List<Secret> secrets = node.required("secrets").items().stream().map(this::secret).toList();
    if (secrets.isEmpty()) {
      throw node.required("secrets").error("at least one secret is expected here");
    }
    return secrets;
  }

  private Secret secret(YamlNode node) {
    String reference = node.text();
    String text;
    if (reference.startsWith("env:")) {
      text = environment.get(reference.substring("env:".length()));
    } else if (reference.startsWith("file:")) {
      text = content(node, reference.substring("file:".length()));
    } else {
      throw node.error(
          "where the secret is, is expected here: env:NAME or file:/path; the secret itself must not be kept");
    }
    if (text == null || text.isBlank()) {
      throw node.error("there is no secret in " + reference);
    }
    return new Secret(text.strip());
  }

  private static String content(YamlNode node, String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw node.error("the file of the secret cannot be read: " + path);
    }
  }
}
