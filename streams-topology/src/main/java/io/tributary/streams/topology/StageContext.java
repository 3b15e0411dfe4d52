package io.tributary.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.event.IdentifierKinds;
import io.tributary.output.CustomerEvents;
import io.tributary.serde.AvroSerdes;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.Essence;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.store.SharedMemory;
import io.tributary.streams.store.StateStores;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * What the stages of the topology are built with.
 *
 * @param partitions of the topics that have several
 * @param maxLinks to how many stronger identifiers one may be linked before it identifies nobody
 * @param customerLimits what bounds the state of one customer
 * @param customerMemory what the customers met lately may take in memory, of all tasks
 * @param sumsCacheBytes what the sums of slices may take in memory, per task
 * @param flushInterval how often metric rows that changed go out
 * @param flushMaxDelay the longest that rows wait while flushes are expensive
 * @param alertRules the rules in force at the time of asking: they may change while the service
 *     runs
 * @param stores where state is kept
 * @param backlog whether the instance works off one
 * @param commits to be kept by each stage's processor
 */
public record StageContext(
    AvroSerdes serdes,
    int partitions,
    Policy policy,
    IdentifierKinds identifierKinds,
    int maxLinks,
    CustomerLimits customerLimits,
    SharedMemory customerMemory,
    long sumsCacheBytes,
    Duration flushInterval,
    Duration flushMaxDelay,
    Supplier<AlertRules> alertRules,
    StateStores stores,
    Clock clock,
    Backlog backlog,
    CommitInterval commits,
    MeterRegistry meters) {

  /** Where to begin in a topic that was never read. */
  private static final AutoOffsetReset AS_CONFIGURED = null;

  /**
   * Adds the node that reads a topic, {@link Names#from}. A topic has one in the topology. Of all
   * that a task has to read, the oldest record comes first.
   */
  void read(Topology topology, Topic topic) {
    read(topology, topic, serdes.deserializer());
  }

  /** The same for a topic of events, which may come without what senders added to them. */
  void readEvents(Topology topology, Topic topic) {
    read(topology, topic, serdes.deserializerWithout(Essence.ATTRIBUTES));
  }

  private static void read(Topology topology, Topic topic, Deserializer<SpecificRecord> values) {
    topology.addSource(
        Names.from(topic.name()), Serdes.String().deserializer(), values, topic.name());
  }

  /**
   * The same for a topic of what follows from events: it comes before any event, {@link Priority}.
   */
  void readFirst(Topology topology, Topic topic) {
    topology.addSource(
        AS_CONFIGURED,
        Names.first(topic.name()),
        Priority.ORDER,
        Serdes.String().deserializer(),
        serdes.<SpecificRecord>deserializer(),
        topic.name());
    topology.addProcessor(Names.from(topic.name()), Priority::new, Names.first(topic.name()));
  }

  /** Adds the sink of a stage's processor for a topic, {@link Names#to}. */
  void write(Topology topology, String stage, Topic topic) {
    topology.addSink(
        Names.to(stage, topic.name()),
        topic.name(),
        Serdes.String().serializer(),
        serdes.<SpecificRecord>serializer(),
        stage);
  }

  /** Adds the sink of a stage's {@link CustomerOutbox}. */
  void writeCustomerEvents(Topology topology, String stage) {
    topology.addSink(
        Names.to(stage, Topics.CUSTOMER_EVENTS.name()),
        Topics.CUSTOMER_EVENTS.name(),
        Serdes.String().serializer(),
        serdes.serializerOfEncoded(new CustomerEvents(List.of())),
        stage);
  }

  /** Adds a sink that writes each record to all partitions of a topic. */
  void writeEverywhere(Topology topology, String name, Topic topic, String stage) {
    StreamPartitioner<String, SpecificRecord> everyPartition =
        (to, key, value, partitions) ->
            Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    topology.addSink(
        name,
        topic.name(),
        Serdes.String().serializer(),
        serdes.<SpecificRecord>serializer(),
        everyPartition,
        stage);
  }
}
