package io.tributary.ingest.publish;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.output.RejectedEvent;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import org.apache.avro.specific.SpecificRecord;

/** A record on its way to Kafka. */
public record Outgoing(Topic topic, String key, SpecificRecord value) {
  /** An event goes where its type says, under the key of its subject. */
  public static Outgoing of(Accepted accepted) {
    RevenueEvent event = accepted.event();
    return new Outgoing(accepted.type().topic(), Identifiers.subject(event), event);
  }

  /** What was rejected goes to quarantine. */
  public static Outgoing of(RejectedEvent rejected) {
    return new Outgoing(Topics.REJECTED_EVENTS, rejected.getSource(), rejected);
  }
}
