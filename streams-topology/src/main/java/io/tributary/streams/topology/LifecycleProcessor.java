package io.tributary.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.FactsSent;
import io.tributary.output.SubjectAssigned;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
import io.tributary.streams.lifecycle.Added;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.Settlement;
import io.tributary.streams.lifecycle.SliceChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Carries what reaches the customers to them, and, once per commit, what follows from it to the
 * topics and stores: writing a customer once for all of its events of a commit interval is what
 * makes the stage fast.
 */
final class LifecycleProcessor implements Processor<String, CustomerEvents, String, Object> {
  /** With so much gathered, a commit is asked for before its time. */
  private static final int MOST_SUMS = 500_000;

  private static final Duration WAKE_UP_INTERVAL = Duration.ofMillis(200);

  /** At a time: what remains is due the next time. */
  private static final int MOST_WAKE_UPS = 1_000;

  private final StageContext stage;
  private final FactsOnTheMove facts = new FactsOnTheMove();
  private final Counter factsLeftOut;
  private final Counter entitiesLeftOut;
  private ProcessorContext<String, Object> context;
  private CustomerOutbox outbox;
  private SettlementSender sender;
  private CustomerCache customers;
  private WakeUps wakeUps;
  private Redefinition redefinition;
  private WaitingCustomers waiting;
  private Gauge waitingCustomers;

  /** Those to be settled or kept with the next commit. */
  private Map<Customer, News> touched;

  private SliceChanges changes;

  LifecycleProcessor(StageContext stage) {
    this.stage = stage;
    this.factsLeftOut =
        Counter.builder("tributary.lifecycle.facts.left.out")
            .description("Facts left out because their entity has as many as it may")
            .register(stage.meters());
    this.entitiesLeftOut =
        Counter.builder("tributary.lifecycle.entities.left.out")
            .description("Times that something of an entity was left out because of too many")
            .register(stage.meters());
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    stage.commits().keep(context);
    stage.customerMemory().joined();
    sender = new SettlementSender(context);
    outbox = new CustomerOutbox(context, LifecycleStage.TO_CUSTOMERS, stage.partitions());
    KeyValueStore<Bytes, byte[]> wakeUpsStore = context.getStateStore(Names.WAKE_UPS_STORE);
    Backlog backlog = stage.backlog();
    waiting =
        new WaitingCustomers(
            backlog, new WaitingList(wakeUpsStore, this::latest, backlog.mostWaiting()));
    customers =
        new CustomerCache(
            new CustomerRows(
                context.getStateStore(Names.CUSTOMERS_STORE),
                context.getStateStore(Names.ENTITIES_STORE),
                waiting::contains,
                stage.customerLimits()),
            new FactLog(wakeUpsStore),
            stage.customerMemory()::share,
            stage.clock()::millis);
    redefinition =
        new Redefinition(
            context.getStateStore(Names.CUSTOMERS_STORE), wakeUpsStore, stage.policy().version());
    wakeUps = new WakeUps(wakeUpsStore);
    waitingCustomers =
        Gauge.builder("tributary.lifecycle.customers.waiting", waiting, WaitingCustomers::count)
            .description("Customers of whom late events have come, who wait for more of them")
            .tag("task", context.taskId().toString())
            .register(stage.meters());
    touched = new LinkedHashMap<>();
    changes = new SliceChanges();
    CommitHook hook = context.getStateStore(Names.LIFECYCLE_BUFFER);
    hook.beforeCommit(context, this::settle);
    context.schedule(WAKE_UP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::wake);
  }

  @Override
  public void process(Record<String, CustomerEvents> record) {
    stage.backlog().activity().works();
    redefinition.begin();
    begin();
    List<CustomerEvent> events = record.value().getEvents();
    for (CustomerEvent event : events) {
      try {
        process(event, record.timestamp());
      } catch (RuntimeException e) {
        if (events.size() == 1 || Failure.ofRecord(e) != Failure.REJECT) {
          throw e;
        }
        // Alone it goes to the dead letters, and not with all that is behind it.
        outbox.sendAlone(event, record.timestamp());
      }
    }
    if (customers.isCrowded() || changes.size() > MOST_SUMS) {
      context.commit();
    }
  }

  private void process(CustomerEvent arrived, long timestamp) {
    Customer customer = customers.get(arrived.getCustomerId());
    String subject = arrived.getSubject();
    Optional<Departure> left = customer.departure(subject, arrived.getGeneration());
    if (arrived.getContent() instanceof SubjectAssigned assigned) {
      Departure departure = new Departure(assigned.getOwner(), assigned.getGeneration());
      News news = touch(customer, stage.backlog().metWhatFollows());
      news.addMore();
      facts
          .pack(customer.depart(subject, departure))
          .forEach(moved -> send(departure, subject, moved, timestamp));
    } else if (left.isPresent()) {
      send(left.get(), subject, arrived.getContent(), timestamp);
    } else if (arrived.getContent() instanceof FactsSent sent) {
      add(customer, arrived, facts.unpack(sent), mayWaitUntil(sent));
    }
  }

  /** How long the customer to whom this has come may wait for more. */
  private long mayWaitUntil(FactsSent sent) {
    return sent.getReceivedAt() == null
        ? stage.backlog().metWhatFollows()
        : stage.backlog().met(sent.getReceivedAt().toEpochMilli());
  }

  @Override
  public void close() {
    if (waiting != null) {
      waiting.leave();
      waiting = null;
      stage.meters().remove(waitingCustomers);
      stage.customerMemory().left();
    }
  }

  /** Who waits is known; whoever does not should have been settled. */
  private void begin() {
    for (String unwritten : customers.begin()) {
      if (!waiting.contains(unwritten)) {
        Customer customer = customers.get(unwritten);
        customer.redefine();
        touch(customer, Backlog.NOT_AT_ALL);
      }
    }
  }

  private void add(
      Customer customer, CustomerEvent sent, List<FactsOnTheMove.Arrived> arrived, long until) {
    boolean isNews = false;
    for (FactsOnTheMove.Arrived fact : arrived) {
      Added added = customer.add(fact.entity(), fact.fact());
      isNews |= added.isNews();
      if (added.metLimit()) {
        factsLeftOut.increment();
      }
      if (added.metEntityLimit()) {
        entitiesLeftOut.increment();
      }
    }
    if (isNews) {
      touch(customer, until).add(sent);
    }
  }

  private News touch(Customer customer, long until) {
    News news = touched.computeIfAbsent(customer, first -> new News());
    news.mayWaitUntil(until);
    return news;
  }

  /**
   * Customers that change because time has passed, or because the policy is another one, are
   * settled as if something had happened.
   */
  private void wake(long ignored) {
    begin();
    long now = stage.clock().millis();
    for (String due : wakeUps.due(now, MOST_WAKE_UPS)) {
      Customer customer = customers.get(due);
      customer.wake();
      touch(customer, Backlog.NOT_AT_ALL);
    }
    for (String redefined : redefinition.next(MOST_WAKE_UPS)) {
      Customer customer = customers.get(redefined);
      customer.redefine();
      touch(customer, Backlog.NOT_AT_ALL);
    }
    List<String> patient = waiting.due(now, MOST_WAKE_UPS);
    patient.forEach(customer -> touch(customers.get(customer), Backlog.NOT_AT_ALL));
    if (patient.size() == MOST_WAKE_UPS) {
      // Until they are settled, the next ones are not seen.
      context.commit();
    }
  }

  /** How long those wait who did so before a restart. */
  private long latest() {
    return stage.clock().millis() + stage.backlog().longestWait().toMillis();
  }

  private void send(Departure departure, String subject, Object content, long timestamp) {
    String owner = departure.getOwner();
    outbox.send(new CustomerEvent(owner, subject, content, departure.getGeneration()), timestamp);
  }

  private void settle() {
    Instant now = stage.clock().instant();
    for (var rest = touched.entrySet().iterator(); rest.hasNext(); rest.remove()) {
      var next = rest.next();
      settle(next.getKey(), next.getValue(), now);
    }
    customers.quiet().forEach(customer -> customers.saveAndForget(customer, settle(customer, now)));
    sender.send(changes, now);
    outbox.flush();
    customers.trim();
    waiting.save();
  }

  /** Sends what follows, if the customer is not to wait, and keeps what changed. */
  private void settle(Customer customer, News news, Instant now) {
    if (!customer.isUnsettled()) {
      waiting.remove(customer.id());
      customers.save(customer, Map.of());
    } else if (news.until() > now.toEpochMilli() && customer.mayWait() && !waiting.isFull()) {
      waiting.add(customer.id(), news.until());
      postpone(customer, news);
    } else if (news.isNothing() && waiting.contains(customer.id())) {
      // Who has waited to the end has mostly heard all, and would be in the way of others.
      customers.saveAndForget(customer, settle(customer, now));
    } else {
      customers.save(customer, settle(customer, now));
    }
  }

  private void postpone(Customer customer, News news) {
    if (news.areFacts()) {
      customers.log(customer, news.facts());
    } else {
      customers.save(customer, customer.postpone());
    }
  }

  /**
   * Sends what follows.
   *
   * @return what is to be stored of it
   */
  private Map<EntityRef, Optional<EntityState>> settle(Customer customer, Instant now) {
    OptionalLong woke = customer.wakesAt();
    Settlement settlement = customer.settle(stage.policy(), now, changes);
    wakeUps.move(customer.id(), woke, customer.wakesAt());
    waiting.remove(customer.id());
    sender.send(customer.id(), settlement, now);
    return settlement.states();
  }
}
