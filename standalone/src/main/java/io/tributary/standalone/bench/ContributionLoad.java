package io.tributary.standalone.bench;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.LedgerRecord;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Pages of the ledger: of customers half-way through their stories, and what they are in the end.
 */
final class ContributionLoad implements SinkLoad {
  private static final int COHORT = 1_000;
  private static final int HALF_WAY = Stories.EVENTS / 2;

  private final Policy policy = Policy.standard();
  private final Stories stories = Stories.untilToday(29, "l", Stories.Span.YEARS);
  private int nextCustomer;

  @Override
  public String name() {
    return "contributions";
  }

  @Override
  public Collection<Topic> topics() {
    return List.of(Topics.CONTRIBUTIONS);
  }

  @Override
  public String table() {
    return "contribution";
  }

  @Override
  public long fill(RecordFiller filler, long rows) {
    long filled = 0;
    while (filled < rows) {
      List<Customer> cohort = new ArrayList<>();
      List<List<RevenueEvent>> told = new ArrayList<>();
      for (int i = 0; i < COHORT && filled < rows; i++) {
        List<RevenueEvent> story = stories.of(nextCustomer);
        Customer customer = Customer.unknown("customer-" + nextCustomer++, CustomerLimits.STANDARD);
        filled += send(filler, customer, story.subList(0, HALF_WAY));
        cohort.add(customer);
        told.add(story);
      }
      for (int i = 0; i < cohort.size(); i++) {
        filled += send(filler, cohort.get(i), told.get(i).subList(HALF_WAY, Stories.EVENTS));
      }
    }
    filler.flush();
    return filled;
  }

  private long send(RecordFiller filler, Customer customer, List<RevenueEvent> events) {
    for (RevenueEvent event : events) {
      String subject = Identifiers.subject(event);
      EntityRef.of(event).ifPresent(entity -> customer.add(entity, NewFact.of(subject, event)));
    }
    Instant now = Instant.now();
    Map<EntityRef, LedgerPage> pages = customer.settle(policy, now, new SliceChanges()).pages();
    long rows = 0;
    for (Map.Entry<EntityRef, LedgerPage> entry : pages.entrySet()) {
      EntityRef entity = entry.getKey();
      LedgerPage page = entry.getValue();
      if (!page.getContributions().isEmpty()) {
        filler.send(
            Topics.CONTRIBUTIONS,
            LedgerRecord.key(customer.id(), entity),
            LedgerRecord.of(customer.id(), entity, page, now));
        rows += page.getContributions().size();
      }
    }
    return rows;
  }

  @Override
  public List<String> passes() {
    String query = "SELECT * FROM tributary.contribution";
    return List.of(query, query);
  }

  @Override
  public List<String> merge() {
    return List.of(
        "DELETE FROM bench.contribution c USING (SELECT DISTINCT customer_id, entity_kind, entity_id FROM staged) s"
            + " WHERE c.customer_id = s.customer_id AND c.entity_kind = s.entity_kind AND c.entity_id = s.entity_id",
        "INSERT INTO bench.contribution SELECT * FROM staged");
  }
}
