package io.tributary.streams.lifecycle;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What facts have of an event's body. What senders added to it is kept with the event, and nothing
 * follows from it.
 */
public final class Essence {
  /** What senders added to an event. */
  public static final String ATTRIBUTES = "attributes";

  private Essence() {}

  static SpecificRecord of(SpecificRecord body) {
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
