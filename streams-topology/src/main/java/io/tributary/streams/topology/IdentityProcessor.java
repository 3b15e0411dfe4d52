package io.tributary.streams.topology;

import io.micrometer.core.instrument.Gauge;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityLink;
import io.tributary.output.SubjectAssigned;
import io.tributary.state.HeldEvent;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.Essence;
import io.tributary.streams.topology.Subjects.Owner;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends each event to its subject's customer, and evidence that is new to the graph. All that
 * customers hear of a subject begins here, in one order: when the subject is assigned to another
 * customer, the one whose it was is told after the last event that was sent there.
 *
 * <p>In a backlog, the first events of a subject wait until the graph has answered, which it always
 * does the first time that it hears of a subject.
 */
final class IdentityProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  /** At a time: others are let go a second later. */
  private static final int MOST_LET_GO = 1_000;

  private final StageContext stage;
  private final Backlog backlog;
  private ProcessorContext<String, SpecificRecord> context;
  private Subjects subjects;
  private HeldSubjects held;
  private Gauge heldSubjects;

  IdentityProcessor(StageContext stage) {
    this.stage = stage;
    this.backlog = stage.backlog();
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    stage.commits().keep(context);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(Names.SUBJECTS_STORE);
    subjects = new Subjects(store);
    held = new HeldSubjects(store);
    heldSubjects =
        Gauge.builder("tributary.identity.subjects.held", held, HeldSubjects::count)
            .description("Subjects whose first, late events wait until it is known whose they are")
            .tag("task", context.taskId().toString())
            .register(stage.meters());
    context.schedule(LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::letGoInVain);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof RevenueEvent event) {
      check(record.key(), event);
      boolean late = backlog.met(event.getReceivedAt().toEpochMilli()) != Backlog.NOT_AT_ALL;
      boolean isEvidence = report(event, record);
      // An event that is about no entity has said all that it says by its identifiers.
      if (EntityRef.of(event).isPresent()) {
        pass(event, record, late, isEvidence);
      }
    } else if (record.value() instanceof IdentityAssignment assignment) {
      backlog.met(record.timestamp());
      assign(assignment, record.timestamp());
    } else {
      throw new ImpossibleRecordException(
          "neither an event nor an assignment, under the key " + record.key());
    }
  }

  @Override
  public void close() {
    if (heldSubjects != null) {
      stage.meters().remove(heldSubjects);
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

  /** Returns whether there is evidence in the event, new or not. */
  private boolean report(RevenueEvent event, Record<String, SpecificRecord> record) {
    String subject = record.key();
    boolean isEvidence = false;
    for (Identifier identifier : event.getIdentifiers()) {
      String other = Identifiers.text(identifier);
      if (other.equals(subject)) {
        continue;
      }
      isEvidence = true;
      if (subjects.learn(subject, other, event.getOccurredAt().toEpochMilli())) {
        context.forward(
            new Record<>(
                GraphStage.linkKey(subject, other),
                new IdentityLink(subject, other, event.getOccurredAt()),
                record.timestamp()),
            IdentityStage.TO_LINKS);
      }
    }
    return isEvidence;
  }

  private void pass(
      RevenueEvent event, Record<String, SpecificRecord> record, boolean late, boolean isEvidence) {
    String subject = record.key();
    RevenueEvent essence = Essence.of(event);
    Owner owner = subjects.owner(subject);
    if (owner.isOpen()) {
      List<HeldEvent> before = held.events(subject);
      boolean isAsked = isEvidence || !before.isEmpty();
      if (late && isAsked && held.hold(subject, before, essence, record.timestamp(), now())) {
        return;
      }
      letGo(subject, before, owner);
    }
    if (!owner.heard()) {
      subjects.put(subject, owner.whoHeard());
    }
    tell(owner.customerId(), subject, essence, owner.generation(), record.timestamp());
  }

  private void assign(IdentityAssignment assignment, long timestamp) {
    String subject = assignment.getIdentifier();
    Owner known = subjects.owner(subject);
    if (assignment.getGeneration() <= known.generation()) {
      return;
    }
    Owner owner = new Owner(assignment.getCustomerId(), assignment.getGeneration(), known.heard());
    List<HeldEvent> events = known.isOpen() ? held.events(subject) : List.of();
    subjects.put(subject, events.isEmpty() ? owner : owner.whoHeard());
    if (known.heard() && !known.customerId().equals(owner.customerId())) {
      SubjectAssigned assigned = new SubjectAssigned(owner.customerId(), owner.generation());
      tell(known.customerId(), subject, assigned, owner.generation(), timestamp);
    }
    letGo(subject, events, owner);
  }

  private void letGo(String subject, List<HeldEvent> events, Owner owner) {
    if (!events.isEmpty()) {
      held.release(subject, now());
      events.forEach(
          event ->
              tell(
                  owner.customerId(),
                  subject,
                  event.getEvent(),
                  owner.generation(),
                  event.getTimestamp()));
    }
  }

  /** Those who have waited long enough, or for an answer that does not come. */
  private void letGoInVain(long ignored) {
    long since = backlog.isThere() ? now() - backlog.longestWait().toMillis() : now();
    for (String subject : held.heldSince(since, now(), MOST_LET_GO)) {
      Owner owner = subjects.owner(subject);
      subjects.put(subject, owner.whoHeard());
      letGo(subject, held.events(subject), owner);
    }
  }

  private long now() {
    return stage.clock().millis();
  }

  private void tell(
      String customer, String subject, SpecificRecord content, long generation, long timestamp) {
    context.forward(
        new Record<>(
            customer, new CustomerEvent(customer, subject, content, generation), timestamp),
        IdentityStage.TO_CUSTOMERS);
  }
}
