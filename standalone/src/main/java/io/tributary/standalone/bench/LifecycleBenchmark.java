package io.tributary.standalone.bench;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * The lifecycle fold in this process: customers of 30 facts, worked out once for all of them, as in
 * a backfill where they come within one commit, and after every single one. It begins with what the
 * identity stage tells customers, and ends with what is sent to the slices. The limit puts the same
 * facts into hash maps, and works nothing out.
 */
final class LifecycleBenchmark implements Benchmark {
  private static final int CUSTOMERS = 1_000;
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final Effort effort;
  private final Policy policy = Policy.standard();
  private final List<List<Told>> stories = new ArrayList<>();

  /** What customers are told of an event; no entity if it is about none. */
  private record Told(String subject, Optional<EntityRef> entity, Fact fact) {
    static Told of(RevenueEvent event) {
      String subject = Identifiers.subject(event);
      return new Told(subject, EntityRef.of(event), NewFact.of(subject, event));
    }
  }

  LifecycleBenchmark(Effort effort) {
    this.effort = effort;
    Stories told = Stories.untilToday(5, "c", Stories.Span.YEARS);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      stories.add(told.of(customer).stream().map(Told::of).toList());
    }
  }

  @Override
  public void prepare() {
    Rate.of(effort.warmUp().dividedBy(2), this::foldOnce);
    Rate.of(effort.warmUp().dividedBy(2), this::foldEach);
    limit();
  }

  @Override
  public List<Measurement> run() {
    double once = Rate.of(effort.measured(), this::foldOnce);
    double each = Rate.of(effort.measured(), this::foldEach);
    double limit = Rate.of(effort.measured().dividedBy(3), this::limit);
    return List.of(
        Measurement.of("fold, 30 facts a commit", once, "events/s")
            .against("the same facts in hash maps", limit),
        Measurement.of("fold, one fact a commit", each, "events/s")
            .against("the same facts in hash maps", limit),
        Measurement.of("state of a customer", stateBytes(), "bytes"));
  }

  private long foldOnce() {
    SliceChanges changes = new SliceChanges();
    long events = 0;
    for (List<Told> story : stories) {
      Customer customer = customer(story);
      for (Told told : story) {
        add(customer, told);
      }
      customer.settle(policy, NOW, changes);
      events += story.size();
    }
    changes.drain();
    return events;
  }

  private long foldEach() {
    SliceChanges changes = new SliceChanges();
    long events = 0;
    for (List<Told> story : stories) {
      Customer customer = customer(story);
      for (Told told : story) {
        add(customer, told);
        customer.settle(policy, NOW, changes);
      }
      events += story.size();
    }
    changes.drain();
    return events;
  }

  private long limit() {
    Map<String, Map<EntityRef, Map<String, Fact>>> customers = new HashMap<>();
    long events = 0;
    for (List<Told> story : stories) {
      String id = story.get(0).subject();
      for (Told told : story) {
        told.entity()
            .ifPresent(
                entity ->
                    customers
                        .computeIfAbsent(id, key -> new HashMap<>())
                        .computeIfAbsent(entity, key -> new HashMap<>())
                        .put(told.fact().getEventId(), told.fact()));
        events++;
      }
    }
    return customers.isEmpty() ? 0 : events;
  }

  private static Customer customer(List<Told> story) {
    return Customer.unknown(story.get(0).subject(), CustomerLimits.STANDARD);
  }

  private static void add(Customer customer, Told told) {
    told.entity().ifPresent(entity -> customer.add(entity, told.fact()));
  }

  /** The mean of what is kept of a customer and its entities, keys left out. */
  private double stateBytes() {
    long bytes = 0;
    for (List<Told> story : stories) {
      Customer customer = customer(story);
      story.forEach(told -> add(customer, told));
      Map<EntityRef, Optional<EntityState>> states =
          customer.settle(policy, NOW, new SliceChanges()).states();
      for (Optional<EntityState> state : states.values()) {
        bytes += state.map(LifecycleBenchmark::size).orElse(0);
      }
      bytes += customer.state().map(LifecycleBenchmark::size).orElse(0);
    }
    return (double) bytes / stories.size();
  }

  private static <T extends SpecificRecord> int size(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<T>(value.getSchema()).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  @Override
  public void close() {
    stories.clear();
  }
}
