package io.tributary.streams.lifecycle;

import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadDisqualified;
import io.tributary.event.LeadQualified;
import io.tributary.event.QualificationLevel;
import io.tributary.state.Fact;
import java.util.List;

/**
 * A lead. Times are milliseconds since the epoch; null for what did not happen.
 *
 * @param firstSeenAt the capture, or the earliest time known of it
 * @param disqualifiedAt the latest time, unless a later qualification overruled it
 */
record Lead(
    long firstSeenAt,
    Long capturedAt,
    Long mqlAt,
    Long sqlAt,
    Long disqualifiedAt,
    Long respondedAt,
    String channel,
    String campaign,
    String region,
    String segment,
    String product)
    implements Folded {

  static Lead fold(List<Fact> facts) {
    Long capturedAt = null;
    Long mqlAt = null;
    Long sqlAt = null;
    Long disqualifiedAt = null;
    LeadCaptured latest = new LeadCaptured();
    for (Fact fact : facts) {
      if (fact.getBody() instanceof LeadCaptured captured) {
        capturedAt = capturedAt == null ? Long.valueOf(fact.getOccurredAt()) : capturedAt;
        latest = captured;
      } else if (fact.getBody() instanceof LeadQualified qualified) {
        if (qualified.getLevel() == QualificationLevel.SQL) {
          sqlAt = sqlAt == null ? Long.valueOf(fact.getOccurredAt()) : sqlAt;
        } else {
          mqlAt = mqlAt == null ? Long.valueOf(fact.getOccurredAt()) : mqlAt;
        }
        disqualifiedAt = null;
      } else if (fact.getBody() instanceof LeadDisqualified) {
        disqualifiedAt = fact.getOccurredAt();
      }
    }
    return new Lead(
        capturedAt == null ? facts.get(0).getOccurredAt() : capturedAt,
        capturedAt,
        mqlAt,
        sqlAt,
        disqualifiedAt,
        firstResponse(facts, capturedAt),
        latest.getChannel(),
        latest.getCampaign(),
        latest.getRegion(),
        latest.getSegment(),
        latest.getProduct());
  }

  private static Long firstResponse(List<Fact> facts, Long capturedAt) {
    for (Fact fact : facts) {
      if (fact.getBody() instanceof LeadContacted contacted
          && !contacted.getAutomated()
          && capturedAt != null
          && fact.getOccurredAt() >= capturedAt) {
        return fact.getOccurredAt();
      }
    }
    return null;
  }
}
