package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.source.Webhook;
import io.tributary.ingest.translate.Translator;
import io.tributary.ingest.translate.Translators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** All that senders can send to. */
final class Endpoints {
  static final String EVENTS = "/v1/events";
  private static final String WEBHOOKS = "/v1/webhooks/";

  private static final Set<String> JSON = Set.of("", "application/json", "text/json");

  /** Browsers send text so that they need not ask first. */
  private static final Set<String> JSON_OR_TEXT =
      Set.of("", "application/json", "text/json", "text/plain");

  private static final Set<String> XML_OR_JSON =
      Set.of("", "text/xml", "application/xml", "application/soap+xml", "application/json");

  /** The last part of a path, and the call that it is; several calls for the last two. */
  private static final Map<String, Optional<String>> CALLS = calls();

  private final BodyDecoder decoder;
  private final Semaphore permits =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final List<Endpoint> endpoints = new ArrayList<>();

  private Endpoints(BodyDecoder decoder) {
    this.decoder = decoder;
  }

  static List<Endpoint> of(BodyDecoder decoder, Translators translators) {
    Endpoints all = new Endpoints(decoder);
    all.endpoints.add(
        new Endpoint(
            EVENTS,
            new KeyAdmission(),
            headers -> MediaTypes.events(headers, decoder),
            new NativeReplies()));
    CALLS.forEach((name, call) -> all.segment(name, translators.segment().of(call)));
    all.webhook("stripe", Webhook.Stripe.class, translators.stripe(), JSON);
    all.webhook("hubspot", Webhook.HubSpot.class, translators.hubspot(), JSON);
    all.webhook("zendesk", Webhook.Zendesk.class, translators.zendesk(), JSON);
    all.webhook("salesforce", Webhook.Salesforce.class, translators.salesforce(), XML_OR_JSON);
    return all.endpoints;
  }

  private static Map<String, Optional<String>> calls() {
    Map<String, Optional<String>> calls = new LinkedHashMap<>();
    for (String call : List.of("identify", "track", "page", "screen", "group", "alias")) {
      calls.put(call, Optional.of(call));
      calls.put(call.substring(0, 1), Optional.of(call));
    }
    calls.put("batch", Optional.empty());
    calls.put("import", Optional.empty());
    return calls;
  }

  private void segment(String name, Translator translator) {
    endpoints.add(
        new Endpoint(
            "/v1/" + name,
            new SegmentAdmission(),
            formats(translator, JSON_OR_TEXT),
            new SegmentReplies()));
  }

  private void webhook(
      String name, Class<? extends Webhook> kind, Translator translator, Set<String> types) {
    endpoints.add(
        new Endpoint(
            WEBHOOKS + name,
            new WebhookAdmission(kind),
            formats(translator, types),
            name.equals("salesforce") ? new SalesforceReplies() : new WebhookReplies()));
  }

  private Formats formats(Translator translator, Set<String> types) {
    Format format = new TranslatedFormat(translator, decoder, permits);
    return headers -> {
      MediaTypes.require(headers, types);
      return format;
    };
  }
}
