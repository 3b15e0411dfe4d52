package io.tributary.streams.topology;

import io.tributary.output.EntityFacts;
import io.tributary.output.FactsSent;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Packs facts for their way to a customer, and unpacks them there. On the way they are only copied,
 * wherever they wait and however often they are sent on.
 */
final class FactsOnTheMove {
  private final FactPieces pieces = new FactPieces();

  /** A fact of one entity. */
  record Arrived(EntityRef entity, Fact fact) {}

  /** That of an event, which was accepted at that time. */
  FactsSent pack(EntityRef entity, Fact fact, Instant receivedAt) {
    return new FactsSent(receivedAt, List.of(pack(entity, pieces.encode(List.of(fact)).get(0))));
  }

  private static EntityFacts pack(EntityRef entity, byte[] facts) {
    return new EntityFacts(entity.kind().name(), entity.id(), ByteBuffer.wrap(facts));
  }

  /**
   * Those that change hands, in as few records as a broker takes; in none when there are no facts.
   */
  List<FactsSent> pack(Map<EntityRef, List<Fact>> facts) {
    List<FactsSent> packed = new ArrayList<>();
    List<EntityFacts> entities = new ArrayList<>();
    int sizeBytes = 0;
    for (var entity : facts.entrySet()) {
      for (byte[] portion : pieces.encode(entity.getValue())) {
        if (sizeBytes > 0 && sizeBytes + portion.length > FactPieces.FULL_BYTES) {
          packed.add(new FactsSent(null, List.copyOf(entities)));
          entities.clear();
          sizeBytes = 0;
        }
        entities.add(pack(entity.getKey(), portion));
        sizeBytes += portion.length;
      }
    }
    if (sizeBytes > 0) {
      packed.add(new FactsSent(null, List.copyOf(entities)));
    }
    return packed;
  }

  List<Arrived> unpack(FactsSent sent) {
    List<Arrived> arrived = new ArrayList<>();
    for (EntityFacts facts : sent.getEntities()) {
      EntityRef entity =
          new EntityRef(EntityKind.valueOf(facts.getEntityKind()), facts.getEntityId());
      for (Fact fact : pieces.decode(facts.getFacts())) {
        arrived.add(new Arrived(entity, fact));
      }
    }
    return arrived;
  }
}
