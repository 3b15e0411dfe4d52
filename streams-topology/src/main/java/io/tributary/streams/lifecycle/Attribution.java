package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which channels have a share in a customer's won opportunities. Each opportunity has one page per
 * channel, as a page has one channel: entity {@code crm/A1|webinar} of kind ATTRIBUTION. A long
 * path takes long to share out, so what was written is remembered for as long as the customer is in
 * memory.
 */
final class Attribution {
  /** The channel of what was won without a touch in the time before. */
  static final String UNATTRIBUTED = "unattributed";

  private final Map<EntityRef, Written> written = new HashMap<>();
  private TouchPath touches = TouchPath.EMPTY;

  /** The pages of an opportunity, and what they were written from, beside the touches. */
  private record Written(
      Opportunity opportunity,
      Long leadAt,
      Dimensions context,
      Policy policy,
      Map<EntityRef, LedgerPage> pages) {
    boolean isOf(Opportunity same, Long lead, Dimensions dimensions, Policy definitions) {
      return opportunity.equals(same)
          && Objects.equals(leadAt, lead)
          && context.equals(dimensions)
          && policy.equals(definitions);
    }
  }

  /**
   * The pages of all opportunities that are won; none without contributions. Those are written
   * again of which anything changed since the last time.
   */
  Map<EntityRef, LedgerPage> pages(Policy policy, FoldedEntities entities, Dimensions context) {
    TouchPath path =
        entities
            .first(Touches.class)
            .map(Touches::path)
            .map(TouchPath::new)
            .orElse(TouchPath.EMPTY);
    NavigableSet<Long> changed = path.difference(touches);
    touches = path;
    TreeSet<Long> leads = new TreeSet<>();
    entities.all(Lead.class).forEach(lead -> leads.add(lead.firstSeenAt()));
    Map<EntityRef, LedgerPage> pages = new TreeMap<>();
    Set<EntityRef> won = new HashSet<>();
    entities.forEach(
        (reference, entity) -> {
          if (entity instanceof Opportunity opportunity && opportunity.isWon()) {
            won.add(reference);
            // When the lead was captured that it came from: the latest before it opened.
            Long leadAt = leads.floor(opportunity.openedAt());
            long closedAt = opportunity.latest().outcomeAt();
            Written known = written.get(reference);
            if (known == null
                || !known.isOf(opportunity, leadAt, context, policy)
                || anyBetween(changed, from(policy, closedAt), closedAt)) {
              known =
                  new Written(
                      opportunity,
                      leadAt,
                      context,
                      policy,
                      write(policy, reference, opportunity, leadAt, context));
              written.put(reference, known);
            }
            pages.putAll(known.pages());
          }
        });
    written.keySet().retainAll(won);
    return pages;
  }

  private static boolean anyBetween(NavigableSet<Long> times, long from, long until) {
    Long first = times.ceiling(from);
    return first != null && first <= until;
  }

  private static long from(Policy policy, long closedAt) {
    return closedAt - Duration.ofDays(policy.lookbackDays()).toMillis();
  }

  private Map<EntityRef, LedgerPage> write(
      Policy policy,
      EntityRef reference,
      Opportunity opportunity,
      Long leadAt,
      Dimensions context) {
    Days days = new Days(policy.zone());
    Moment latest = opportunity.latest();
    Map<String, PageWriter> channels = new TreeMap<>();
    List<Touch> path = touches.between(from(policy, latest.outcomeAt()), latest.outcomeAt());
    Way way = new Way(path, opportunity, leadAt);
    for (AttributionModel model : AttributionModel.values()) {
      way.shares(model)
          .forEach(
              (channel, micros) ->
                  channels
                      .computeIfAbsent(channel, first -> new PageWriter(days))
                      .money(
                          model.measure(),
                          latest.outcomeAt(),
                          OpportunityPage.currency(latest, policy),
                          micros));
    }
    Map<EntityRef, LedgerPage> pages = new TreeMap<>();
    Dimensions own = OpportunityPage.dimensions(opportunity, context);
    channels.forEach(
        (channel, writer) -> {
          LedgerPage page = writer.page(own.withChannel(channel));
          if (!page.getContributions().isEmpty()) {
            pages.put(new EntityRef(EntityKind.ATTRIBUTION, reference.id() + '|' + channel), page);
          }
        });
    return pages;
  }

  /** The touches that led to an opportunity, and what it is worth. */
  private static final class Way {
    private final List<Touch> touches;
    private final long amount;
    private final AttributionModel.Path path;

    Way(List<Touch> touches, Opportunity opportunity, Long leadAt) {
      this.touches = touches;
      this.amount = OpportunityPage.amount(opportunity.latest());
      this.path =
          new AttributionModel.Path(
              touches.stream().map(TouchPath::at).toList(),
              leadAt,
              opportunity.openedAt(),
              opportunity.latest().outcomeAt());
    }

    /** By channel. */
    Map<String, Long> shares(AttributionModel model) {
      if (touches.isEmpty()) {
        return Map.of(UNATTRIBUTED, amount);
      }
      if (touches.size() == 1) {
        return Map.of(touches.get(0).getChannel(), amount);
      }
      long[] parts = model.shares(amount, path);
      Map<String, Long> shares = new TreeMap<>();
      for (int i = 0; i < parts.length; i++) {
        shares.merge(touches.get(i).getChannel(), parts[i], Long::sum);
      }
      return shares;
    }
  }
}
