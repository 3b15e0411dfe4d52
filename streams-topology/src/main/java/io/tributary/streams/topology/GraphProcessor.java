package io.tributary.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityConflict;
import io.tributary.output.IdentityLink;
import io.tributary.streams.identity.Changes;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.IdentityGraph;
import io.tributary.streams.identity.IdentityRules;
import io.tributary.streams.identity.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Carries evidence to the graph, and what changes to those whom it concerns: whose an identifier is
 * in the end, once per commit.
 */
final class GraphProcessor implements Processor<String, IdentityLink, String, SpecificRecord> {
  private final StageContext stage;
  private final Counter links;
  private final Counter assignments;
  private final Counter conflicts;
  private final Counter recomputedLinks;
  private ProcessorContext<String, SpecificRecord> context;
  private StoredGraph stored;
  private IdentityGraph graph;

  /** By identifier. */
  private Map<String, Record<String, SpecificRecord>> unsaid;

  GraphProcessor(StageContext stage) {
    this.stage = stage;
    this.links = stage.meters().counter("tributary.identity.links");
    this.assignments = stage.meters().counter("tributary.identity.assignments");
    this.conflicts = stage.meters().counter("tributary.identity.conflicts");
    this.recomputedLinks = stage.meters().counter("tributary.identity.recomputed.links");
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    stage.commits().keep(context);
    stage.backlog().activity().taskCame();
    stored = new StoredGraph(context.getStateStore(Names.GRAPH_STORE));
    graph = new IdentityGraph(stored, new IdentityRules(stage.identifierKinds(), stage.maxLinks()));
    unsaid = new LinkedHashMap<>();
    CommitHook hook = context.getStateStore(Names.GRAPH_BUFFER);
    hook.beforeCommit(context, this::save);
  }

  @Override
  public void process(Record<String, IdentityLink> record) {
    stage.backlog().activity().works();
    IdentityLink link = record.value();
    if (link == null) {
      throw new ImpossibleRecordException("a link of identifiers without a value: " + record.key());
    }
    stage.backlog().met(record.timestamp());
    Changes changes =
        graph.add(
            new Evidence(link.getSubject(), link.getOther(), link.getSeenAt().toEpochMilli()));
    changes.assignments().forEach(assignment -> keep(assignment, record.timestamp()));
    changes.conflicts().forEach(conflict -> report(conflict, record.timestamp()));
    links.increment();
    conflicts.increment(changes.conflicts().size());
    recomputedLinks.increment(changes.recomputedLinks());
  }

  @Override
  public void close() {
    if (stored != null) {
      stored = null;
      stage.backlog().activity().taskLeft();
    }
  }

  private void keep(Changes.Assignment assignment, long timestamp) {
    String identifier = assignment.identifier();
    unsaid.put(
        identifier,
        new Record<>(
            identifier,
            new IdentityAssignment(
                identifier,
                assignment.customerId(),
                assignment.generation(),
                firstSeen(assignment, timestamp)),
            timestamp));
  }

  private void save() {
    stored.save();
    unsaid.values().forEach(record -> context.forward(record, GraphStage.TO_ASSIGNMENTS));
    assignments.increment(unsaid.size());
    unsaid.clear();
  }

  /** An identifier whose links are all to nobody has no evidence of when it was seen. */
  private static Instant firstSeen(Changes.Assignment assignment, long timestamp) {
    long firstSeen = assignment.firstSeenMillis();
    return Instant.ofEpochMilli(firstSeen == Node.NEVER ? timestamp : firstSeen);
  }

  private void report(Changes.Conflict conflict, long timestamp) {
    Evidence evidence = conflict.evidence();
    context.forward(
        new Record<>(
            GraphStage.linkKey(evidence.subject(), evidence.other()),
            new IdentityConflict(
                evidence.subject(),
                evidence.other(),
                Instant.ofEpochMilli(evidence.seenAtMillis()),
                conflict.subjectCustomerId(),
                conflict.otherCustomerId(),
                conflict.reason(),
                conflict.standing()),
            timestamp),
        GraphStage.TO_CONFLICTS);
  }
}
