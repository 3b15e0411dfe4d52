package io.tributary.streams.topology;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.EntityContributions;
import io.tributary.output.EntityTransfer;
import io.tributary.output.FactsMoved;
import io.tributary.output.SliceChange;
import io.tributary.output.SubjectAssigned;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import io.tributary.state.MovedFacts;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.Customer.Settlement;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.MetricRows;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Carries what reaches the customers to them, and, once per commit, what follows from it to the
 * topics and stores: writing a customer once for all of its events of a commit interval is what
 * makes the stage fast.
 */
final class LifecycleProcessor implements Processor<String, CustomerEvent, String, SpecificRecord> {
  /** With so much gathered, a commit is asked for before its time. */
  private static final int MOST_CUSTOMERS = 20_000;

  private static final int MOST_SUMS = 500_000;

  private final StageContext stage;
  private final StateCodec<MovedFacts> movedFacts = new StateCodec<>(MovedFacts.class);
  private ProcessorContext<String, SpecificRecord> context;
  private CustomerCache customers;
  private Set<Customer> touched;
  private SliceChanges changes;

  LifecycleProcessor(StageContext stage) {
    this.stage = stage;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    customers =
        new CustomerCache(
            context.getStateStore(Names.CUSTOMERS_STORE),
            context.getStateStore(Names.ENTITIES_STORE),
            stage.factLimit());
    touched = new LinkedHashSet<>();
    changes = new SliceChanges();
    CommitHook hook = context.getStateStore(Names.LIFECYCLE_BUFFER);
    hook.beforeCommit(context, this::settle);
  }

  @Override
  public void process(Record<String, CustomerEvent> record) {
    CustomerEvent arrived = record.value();
    Customer customer = customers.get(arrived.getCustomerId());
    Optional<String> otherOwner = customer.otherOwner(arrived.getSubject());
    if (arrived.getContent() instanceof SubjectAssigned assigned) {
      touched.add(customer);
      var removed =
          customer.assign(arrived.getSubject(), assigned.getOwner(), assigned.getGeneration());
      if (!removed.isEmpty()) {
        send(assigned.getOwner(), arrived.getSubject(), moved(removed), record.timestamp());
      }
    } else if (otherOwner.isPresent()) {
      send(otherOwner.get(), arrived.getSubject(), arrived.getContent(), record.timestamp());
    } else if (arrived.getContent() instanceof RevenueEvent event) {
      EntityRef.of(event).ifPresent(entity -> add(customer, entity, fact(arrived, event)));
    } else if (arrived.getContent() instanceof FactsMoved moved) {
      receive(customer, moved);
    }
    if (touched.size() > MOST_CUSTOMERS || changes.size() > MOST_SUMS) {
      context.commit();
    }
  }

  private void add(Customer customer, EntityRef entity, Fact fact) {
    if (customer.add(entity, fact)) {
      touched.add(customer);
    }
  }

  private static Fact fact(CustomerEvent arrived, RevenueEvent event) {
    return new Fact(
        arrived.getSubject(),
        event.getSource(),
        event.getEventId(),
        event.getOccurredAt().toEpochMilli(),
        event.getBody());
  }

  private FactsMoved moved(Map<EntityRef, List<Fact>> removed) {
    List<EntityTransfer> transfers = new ArrayList<>();
    removed.forEach(
        (entity, facts) ->
            transfers.add(
                new EntityTransfer(
                    entity.kind().name(),
                    entity.id(),
                    ByteBuffer.wrap(movedFacts.encode(new MovedFacts(facts))))));
    return new FactsMoved(transfers);
  }

  private void receive(Customer customer, FactsMoved moved) {
    for (EntityTransfer transfer : moved.getEntities()) {
      EntityRef entity =
          new EntityRef(EntityKind.valueOf(transfer.getEntityKind()), transfer.getEntityId());
      byte[] bytes = new byte[transfer.getFacts().remaining()];
      transfer.getFacts().duplicate().get(bytes);
      movedFacts.decode(bytes).getFacts().forEach(fact -> add(customer, entity, fact));
    }
  }

  private void send(String customerId, String subject, Object content, long timestamp) {
    context.forward(
        new Record<>(customerId, new CustomerEvent(customerId, subject, content), timestamp),
        LifecycleStage.TO_CUSTOMERS);
  }

  private void settle() {
    Instant now = stage.clock().instant();
    for (Customer customer : touched) {
      Map<EntityRef, Optional<EntityState>> changed = Map.of();
      if (customer.isUnsettled()) {
        Settlement settlement = customer.settle(stage.policy(), now, changes);
        changed = settlement.states();
        settlement.pages().forEach((entity, page) -> sendPage(customer, entity, page, now));
        if (settlement.shown()) {
          context.forward(
              new Record<>(customer.id(), settlement.lifecycle().orElse(null), now.toEpochMilli()),
              LifecycleStage.TO_LIFECYCLE);
        }
      }
      customers.save(customer, changed);
    }
    for (SliceChange change : changes.drain()) {
      context.forward(
          new Record<>(
              MetricRows.sliceKey(change.getDimension(), change.getSlice()),
              change,
              now.toEpochMilli()),
          LifecycleStage.TO_SLICES);
    }
    touched.clear();
    customers.trim();
  }

  private void sendPage(Customer customer, EntityRef entity, LedgerPage page, Instant now) {
    EntityContributions contributions =
        page.getContributions().isEmpty()
            ? null
            : new EntityContributions(
                customer.id(),
                entity.kind().name(),
                entity.id(),
                page.getChannel(),
                page.getRegion(),
                page.getSegment(),
                page.getOwner(),
                page.getProduct(),
                page.getContributions(),
                now);
    context.forward(
        new Record<>(customer.id() + '|' + entity.text(), contributions, now.toEpochMilli()),
        LifecycleStage.TO_CONTRIBUTIONS);
  }
}
