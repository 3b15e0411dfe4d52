package io.tributary.streams.lifecycle;

import io.tributary.output.EntityContributions;
import io.tributary.state.LedgerPage;
import java.time.Instant;

/** A page of the ledger as it is in the topic of contributions. */
public final class LedgerRecord {
  private LedgerRecord() {}

  /** A later record with the same key takes its place. */
  public static String key(String customerId, EntityRef entity) {
    return customerId + '|' + entity.text();
  }

  /**
   * @param now when it was worked out
   */
  public static EntityContributions of(
      String customerId, EntityRef entity, LedgerPage page, Instant now) {
    return new EntityContributions(
        customerId,
        entity.kind().name(),
        entity.id(),
        page.getChannel(),
        page.getRegion(),
        page.getSegment(),
        page.getOwner(),
        page.getProduct(),
        page.getContributions(),
        now);
  }
}
