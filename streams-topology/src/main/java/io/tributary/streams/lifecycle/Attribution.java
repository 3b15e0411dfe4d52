package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which channels have a share in a customer's won opportunities. Each opportunity has one page per
 * channel, as a page has one channel: entity {@code crm/A1|webinar} of kind ATTRIBUTION.
 */
final class Attribution {
  /** The channel of what was won without a touch in the time before. */
  static final String UNATTRIBUTED = "unattributed";

  private final Policy policy;
  private final Days days;
  private final Map<EntityRef, Folded> entities;
  private final List<Touch> touches;

  Attribution(Policy policy, Map<EntityRef, Folded> entities) {
    this.policy = policy;
    this.days = new Days(policy.zone());
    this.entities = entities;
    this.touches = all(Touches.class).findFirst().map(Touches::path).orElse(List.of());
  }

  /** The pages of all opportunities that are won; none without contributions. */
  Map<EntityRef, LedgerPage> pages(Dimensions context) {
    Map<EntityRef, LedgerPage> pages = new TreeMap<>();
    entities.forEach(
        (reference, entity) -> {
          if (entity instanceof Opportunity opportunity && opportunity.isWon()) {
            addPages(pages, reference, opportunity, context);
          }
        });
    return pages;
  }

  private void addPages(
      Map<EntityRef, LedgerPage> pages,
      EntityRef reference,
      Opportunity opportunity,
      Dimensions context) {
    Moment latest = opportunity.latest();
    Map<String, PageWriter> channels = new TreeMap<>();
    List<Touch> path = path(latest.outcomeAt());
    for (AttributionModel model : AttributionModel.values()) {
      shares(model, path, opportunity)
          .forEach(
              (channel, micros) ->
                  channels
                      .computeIfAbsent(channel, first -> new PageWriter(days))
                      .money(
                          Measures.ATTRIBUTED_AMOUNT + model.text(),
                          latest.outcomeAt(),
                          OpportunityPage.currency(latest, policy),
                          micros));
    }
    Dimensions own = OpportunityPage.dimensions(opportunity, context);
    channels.forEach(
        (channel, writer) -> {
          LedgerPage page = writer.page(own.withChannel(channel));
          if (!page.getContributions().isEmpty()) {
            pages.put(new EntityRef(EntityKind.ATTRIBUTION, reference.id() + '|' + channel), page);
          }
        });
  }

  private List<Touch> path(long closedAt) {
    long from = closedAt - Duration.ofDays(policy.lookbackDays()).toMillis();
    return touches.stream().filter(touch -> at(touch) >= from && at(touch) <= closedAt).toList();
  }

  private Map<String, Long> shares(
      AttributionModel model, List<Touch> path, Opportunity opportunity) {
    Moment latest = opportunity.latest();
    long amount = OpportunityPage.amount(latest);
    if (path.isEmpty()) {
      return Map.of(UNATTRIBUTED, amount);
    }
    long[] parts =
        Shares.of(
            amount,
            model.weights(
                new AttributionModel.Path(
                    path.stream().map(Attribution::at).toList(),
                    leadAt(opportunity.openedAt()),
                    opportunity.openedAt(),
                    latest.outcomeAt())));
    Map<String, Long> shares = new TreeMap<>();
    for (int i = 0; i < parts.length; i++) {
      shares.merge(path.get(i).getChannel(), parts[i], Long::sum);
    }
    return shares;
  }

  /** When the lead was captured that the opportunity came from: the latest before it opened. */
  private Long leadAt(long openedAt) {
    return all(Lead.class)
        .map(Lead::firstSeenAt)
        .filter(at -> at <= openedAt)
        .max(Long::compare)
        .orElse(null);
  }

  private static long at(Touch touch) {
    return touch.getOccurredAt().toEpochMilli();
  }

  private <T extends Folded> Stream<T> all(Class<T> kind) {
    return entities.values().stream().filter(kind::isInstance).map(kind::cast);
  }
}
