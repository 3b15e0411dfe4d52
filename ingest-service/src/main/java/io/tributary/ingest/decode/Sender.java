package io.tributary.ingest.decode;

import io.tributary.event.EventType;
import io.tributary.event.IdentifierKinds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * What is known of a request before its body is read.
 *
 * @param source name of the source
 * @param namespace where its ids are unique
 * @param allowed the types of events that it may send
 * @param receivedAt when the request came
 */
public record Sender(String source, String namespace, Set<EventType> allowed, Instant receivedAt) {
  /**
   * What all requests have in common.
   *
   * @param zone whose midnight a date means
   */
  public record Rules(Limits limits, IdentifierKinds kinds, ZoneId zone) {}
}
