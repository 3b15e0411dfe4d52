package io.tributary.ingest.source;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How the deliveries of another system to a source are known to be genuine. */
public sealed interface Webhook {
  /** One of which the sender signs with, or knows; several while they are rotated. */
  List<Secret> secrets();

  /**
   * @param tolerance how old a signature may be, and how far in the future
   */
  record Stripe(List<Secret> secrets, Duration tolerance) implements Webhook {}

  /**
   * @param url to which HubSpot sends, as it is configured there: it is part of what is signed
   * @param versions of the signature that are accepted: 1, 2, 3
   */
  record HubSpot(List<Secret> secrets, Duration tolerance, String url, Set<Integer> versions)
      implements Webhook {}

  /**
   * @param tolerance how old a signature may be, and how far in the future
   */
  record Zendesk(List<Secret> secrets, Duration tolerance) implements Webhook {}

  /**
   * @param secrets one of which the URL carries as its token: outbound messages are not signed
   * @param organizations whose messages are taken, by the first 15 characters of their ids
   */
  record Salesforce(List<Secret> secrets, Set<String> organizations) implements Webhook {}
}
