package io.tributary.streams.topology;

import io.micrometer.core.instrument.Gauge;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.FactsSent;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityLink;
import io.tributary.output.SubjectAssigned;
import io.tributary.state.HeldFact;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends the fact of each event to its subject's customer, and evidence that is new to the graph.
 * All that customers hear of a subject begins here, in one order: when the subject is assigned to
 * another customer, the one whose it was is told after the last event that was sent there.
 *
 * <p>In a backlog, the first facts of a subject wait until the graph has said whose it is, and for
 * a moment more: what was said of the same customer in other partitions, which are not worked off
 * at the same pace, may make it another one. Nobody waits when the backlog is over.
 */
final class IdentityProcessor implements Processor<String, SpecificRecord, String, Object> {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  /** At a time: others are let go the next time. */
  private static final int MOST_LET_GO = 5_000;

  /** How far partitions are apart, mostly, as what follows from events is done first. */
  private static final long MOMENT_MILLIS = 5 * Backlog.COMMIT_INTERVAL.toMillis();

  private final StageContext stage;
  private final Backlog backlog;
  private final FactsOnTheMove facts = new FactsOnTheMove();
  private final StateCodec<HeldFact> heldFacts = new StateCodec<>(HeldFact.class);
  private ProcessorContext<String, Object> context;
  private CustomerOutbox customers;
  private Subjects subjects;

  /** Those whose facts are held, and until when. */
  private WaitingList held;

  private Gauge heldSubjects;

  IdentityProcessor(StageContext stage) {
    this.stage = stage;
    this.backlog = stage.backlog();
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    stage.commits().keep(context);
    backlog.activity().taskCame();
    customers = new CustomerOutbox(context, IdentityStage.TO_CUSTOMERS, stage.partitions());
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(Names.SUBJECTS_STORE);
    subjects = new Subjects(store);
    held = new WaitingList(store, this::atTheLatest, backlog.mostWaiting());
    heldSubjects =
        Gauge.builder("tributary.identity.subjects.held", held, WaitingList::count)
            .description("Subjects whose first events wait until it is known whose they are")
            .tag("task", context.taskId().toString())
            .register(stage.meters());
    CommitHook hook = context.getStateStore(Names.IDENTITY_BUFFER);
    hook.beforeCommit(context, this::save);
    context.schedule(LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::letGo);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    backlog.activity().works();
    if (record.value() instanceof RevenueEvent event) {
      check(record.key(), event);
      backlog.met(event.getReceivedAt().toEpochMilli());
      Optional<FactsSent> fact = fact(record.key(), event);
      Subject subject = subjects.get(record.key());
      report(subject, event, record.timestamp());
      fact.ifPresent(sent -> pass(subject, sent, record.timestamp()));
    } else if (record.value() instanceof IdentityAssignment assignment) {
      backlog.met(record.timestamp());
      assign(assignment, record.timestamp());
    } else {
      throw new ImpossibleRecordException(
          "neither an event nor an assignment, under the key " + record.key());
    }
    if (subjects.isCrowded()) {
      context.commit();
    }
  }

  @Override
  public void close() {
    if (heldSubjects != null) {
      stage.meters().remove(heldSubjects);
      heldSubjects = null;
      backlog.activity().taskLeft();
    }
  }

  private static void check(String key, RevenueEvent event) {
    String which = "event " + event.getEventId() + " of " + event.getSource();
    if (event.getIdentifiers().isEmpty()) {
      throw new ImpossibleRecordException(which + " has no identifiers");
    }
    String subject = Identifiers.subject(event);
    if (!subject.equals(key)) {
      // On another partition than its subject, the event would be told apart from its own kind.
      throw new ImpossibleRecordException(
          "%s is about %s, but its key is %s".formatted(which, subject, key));
    }
  }

  private void report(Subject subject, RevenueEvent event, long timestamp) {
    for (Identifier identifier : event.getIdentifiers()) {
      String other = Identifiers.text(identifier);
      if (!other.equals(subject.id())
          && subjects.learn(subject, other, event.getOccurredAt().toEpochMilli())) {
        context.forward(
            new Record<>(
                GraphStage.linkKey(subject.id(), other),
                new IdentityLink(subject.id(), other, event.getOccurredAt()),
                timestamp),
            IdentityStage.TO_LINKS);
      }
    }
  }

  /** An event that is about no entity has none: it says all by its identifiers. */
  private Optional<FactsSent> fact(String subject, RevenueEvent event) {
    return EntityRef.of(event)
        .map(entity -> facts.pack(entity, NewFact.of(subject, event), event.getReceivedAt()));
  }

  private void pass(Subject subject, FactsSent fact, long timestamp) {
    if (!subject.isHeard()) {
      boolean isAwaited = subject.generation() == 0 || subject.holdsFacts();
      boolean mayWait = backlog.isThere() && !held.isFull();
      if (isAwaited && mayWait && subject.hold(heldFacts.encode(new HeldFact(timestamp, fact)))) {
        held.add(subject.id(), atTheLatest());
        return;
      }
      letGo(subject);
    }
    subject.hear();
    tell(subject.customerId(), subject, fact, timestamp);
  }

  private void assign(IdentityAssignment assignment, long timestamp) {
    Subject subject = subjects.get(assignment.getIdentifier());
    if (assignment.getGeneration() <= subject.generation()) {
      return;
    }
    String before = subject.customerId();
    subject.assign(assignment.getCustomerId(), assignment.getGeneration());
    if (subject.isHeard() && !before.equals(subject.customerId())) {
      SubjectAssigned assigned = new SubjectAssigned(subject.customerId(), subject.generation());
      tell(before, subject, assigned, timestamp);
    }
    held.move(subject.id(), now() + Math.min(MOMENT_MILLIS, backlog.longestWait().toMillis()));
  }

  /** When a subject is let go although the graph has said nothing of it. */
  private long atTheLatest() {
    return now() + backlog.longestWait().toMillis();
  }

  private void letGo(long ignored) {
    if (!backlog.isThere()) {
      // All of them, also if what follows from the first ones is late once more.
      held.end();
    }
    for (String waiting : held.upTo(now(), MOST_LET_GO)) {
      letGo(subjects.get(waiting));
    }
  }

  private void letGo(Subject subject) {
    backlog.activity().works();
    held.remove(subject.id());
    for (ByteBuffer bytes : subject.release()) {
      HeldFact fact = heldFacts.decode(bytes);
      subject.hear();
      tell(subject.customerId(), subject, fact.getFact(), fact.getTimestamp());
    }
  }

  private void save() {
    subjects.save();
    held.save();
    customers.flush();
  }

  private long now() {
    return stage.clock().millis();
  }

  private void tell(String customer, Subject subject, SpecificRecord content, long timestamp) {
    customers.send(
        new CustomerEvent(customer, subject.id(), content, subject.generation()), timestamp);
  }
}
