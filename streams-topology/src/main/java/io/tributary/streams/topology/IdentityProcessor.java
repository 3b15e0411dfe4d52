package io.tributary.streams.topology;

import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityLink;
import io.tributary.output.SubjectAssigned;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.Essence;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends each event to its subject's customer, and evidence that is new to the graph. All that
 * customers hear of a subject begins here, in one order: when the subject is assigned to another
 * customer, the one whose it was is told after the last event that was sent there.
 */
final class IdentityProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  private final Backlog backlog;
  private ProcessorContext<String, SpecificRecord> context;
  private Subjects subjects;

  IdentityProcessor(Backlog backlog) {
    this.backlog = backlog;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    subjects = new Subjects(context.getStateStore(Names.SUBJECTS_STORE));
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof RevenueEvent event) {
      check(record.key(), event);
      backlog.met(event.getReceivedAt().toEpochMilli());
      report(event, record);
      pass(event, record);
    } else if (record.value() instanceof IdentityAssignment assignment) {
      backlog.met(record.timestamp());
      assign(assignment, record.timestamp());
    } else {
      throw new ImpossibleRecordException(
          "neither an event nor an assignment, under the key " + record.key());
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

  private void report(RevenueEvent event, Record<String, SpecificRecord> record) {
    List<Identifier> identifiers = event.getIdentifiers();
    for (Identifier identifier : identifiers.subList(1, identifiers.size())) {
      String subject = record.key();
      String other = Identifiers.text(identifier);
      if (subjects.learn(subject, other, event.getOccurredAt().toEpochMilli())) {
        context.forward(
            new Record<>(
                GraphStage.linkKey(subject, other),
                new IdentityLink(subject, other, event.getOccurredAt()),
                record.timestamp()),
            IdentityStage.TO_LINKS);
      }
    }
  }

  /** An event that is about no entity has said all that it says by its identifiers. */
  private void pass(RevenueEvent event, Record<String, SpecificRecord> record) {
    if (EntityRef.of(event).isPresent()) {
      Subjects.Owner owner = subjects.hear(record.key());
      RevenueEvent essence = Essence.of(event);
      tell(owner.customerId(), record.key(), essence, owner.generation(), record.timestamp());
    }
  }

  private void assign(IdentityAssignment assignment, long timestamp) {
    String subject = assignment.getIdentifier();
    String owner = assignment.getCustomerId();
    long generation = assignment.getGeneration();
    subjects
        .assign(subject, owner, generation)
        .ifPresent(
            former ->
                tell(
                    former,
                    subject,
                    new SubjectAssigned(owner, generation),
                    generation,
                    timestamp));
  }

  private void tell(
      String customer, String subject, SpecificRecord content, long generation, long timestamp) {
    context.forward(
        new Record<>(
            customer, new CustomerEvent(customer, subject, content, generation), timestamp),
        IdentityStage.TO_CUSTOMERS);
  }
}
