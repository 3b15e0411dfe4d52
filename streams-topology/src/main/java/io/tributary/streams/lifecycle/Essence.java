package io.tributary.streams.lifecycle;

import io.tributary.event.RevenueEvent;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What customers are told of an event. What senders added to it is kept with the event, and nothing
 * follows from it; its identifiers have led to the customer. Both together are most of an event.
 */
public final class Essence {
  /** What senders added to an event. */
  public static final String ATTRIBUTES = "attributes";

  private Essence() {}

  public static RevenueEvent of(RevenueEvent event) {
    return new RevenueEvent(
        event.getEventId(),
        event.getSource(),
        event.getNamespace(),
        event.getType(),
        event.getOccurredAt(),
        event.getReceivedAt(),
        List.of(),
        withoutAttributes((SpecificRecord) event.getBody()));
  }

  private static SpecificRecord withoutAttributes(SpecificRecord body) {
    Schema schema = body.getSchema();
    int attributes = schema.getField(ATTRIBUTES).pos();
    if (((Map<?, ?>) body.get(attributes)).isEmpty()) {
      return body;
    }
    SpecificRecord without = (SpecificRecord) SpecificData.newInstance(body.getClass(), schema);
    for (int field = 0; field < schema.getFields().size(); field++) {
      without.put(field, field == attributes ? Map.of() : body.get(field));
    }
    return without;
  }
}
