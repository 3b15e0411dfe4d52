package io.tributary.streams.lifecycle;

import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadDisqualified;
import io.tributary.event.LeadQualified;
import io.tributary.event.QualificationLevel;
import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * A lead. Times are milliseconds since the epoch; null for what did not happen.
 *
 * @param firstSeenAt the capture, or the earliest time known of it
 * @param disqualified when it was, until it was qualified or captured again; in order of time
 */
record Lead(
    long firstSeenAt,
    Long capturedAt,
    Long mqlAt,
    Long sqlAt,
    List<Span> disqualified,
    Long respondedAt,
    String channel,
    String campaign,
    String region,
    String segment,
    String product)
    implements Folded {

  /**
   * @param until null for what has not ended
   */
  record Span(long from, Long until) {}

  static Lead fold(List<Fact> facts) {
    Long capturedAt = null;
    Long mqlAt = null;
    Long sqlAt = null;
    Long disqualifiedAt = null;
    List<Span> disqualified = new ArrayList<>();
    Said said = Said.NOTHING;
    for (Fact fact : facts) {
      if (fact.getBody() instanceof LeadCaptured captured) {
        capturedAt = capturedAt == null ? Long.valueOf(fact.getOccurredAt()) : capturedAt;
        said = said.and(captured);
      } else if (fact.getBody() instanceof LeadQualified qualified) {
        if (qualified.getLevel() == QualificationLevel.SQL) {
          sqlAt = sqlAt == null ? Long.valueOf(fact.getOccurredAt()) : sqlAt;
        } else {
          mqlAt = mqlAt == null ? Long.valueOf(fact.getOccurredAt()) : mqlAt;
        }
      }
      if (fact.getBody() instanceof LeadDisqualified) {
        disqualifiedAt =
            disqualifiedAt == null ? Long.valueOf(fact.getOccurredAt()) : disqualifiedAt;
      } else if (disqualifiedAt != null && !(fact.getBody() instanceof LeadContacted)) {
        disqualified.add(new Span(disqualifiedAt, fact.getOccurredAt()));
        disqualifiedAt = null;
      }
    }
    if (disqualifiedAt != null) {
      disqualified.add(new Span(disqualifiedAt, null));
    }
    return new Lead(
        capturedAt == null ? facts.get(0).getOccurredAt() : capturedAt,
        capturedAt,
        mqlAt,
        sqlAt,
        List.copyOf(disqualified),
        firstResponse(facts, capturedAt),
        said.channel(),
        said.campaign(),
        said.region(),
        said.segment(),
        said.product());
  }

  /** What captures say of a lead: the last one to say something of a field wins. */
  private record Said(
      String channel, String campaign, String region, String segment, String product) {
    static final Said NOTHING = new Said(null, null, null, null, null);

    Said and(LeadCaptured captured) {
      return new Said(
          or(captured.getChannel(), channel),
          or(captured.getCampaign(), campaign),
          or(captured.getRegion(), region),
          or(captured.getSegment(), segment),
          or(captured.getProduct(), product));
    }

    private static String or(String value, String otherwise) {
      return value == null ? otherwise : value;
    }
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
