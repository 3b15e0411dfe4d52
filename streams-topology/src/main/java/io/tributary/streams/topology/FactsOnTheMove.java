package io.tributary.streams.topology;

import io.tributary.output.EntityTransfer;
import io.tributary.output.FactsMoved;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Packs facts that change hands into records that a broker takes, and unpacks them. */
final class FactsOnTheMove {
  private final FactPieces pieces = new FactPieces();

  /** In as few records as they fit into; in none when there are no facts. */
  List<FactsMoved> pack(Map<EntityRef, List<Fact>> facts) {
    List<FactsMoved> packed = new ArrayList<>();
    List<EntityTransfer> transfers = new ArrayList<>();
    int sizeBytes = 0;
    for (var entity : facts.entrySet()) {
      for (byte[] portion : pieces.encode(entity.getValue())) {
        if (sizeBytes > 0 && sizeBytes + portion.length > FactPieces.FULL_BYTES) {
          packed.add(new FactsMoved(List.copyOf(transfers)));
          transfers.clear();
          sizeBytes = 0;
        }
        transfers.add(
            new EntityTransfer(
                entity.getKey().kind().name(), entity.getKey().id(), ByteBuffer.wrap(portion)));
        sizeBytes += portion.length;
      }
    }
    if (sizeBytes > 0) {
      packed.add(new FactsMoved(List.copyOf(transfers)));
    }
    return packed;
  }

  void unpack(FactsMoved moved, BiConsumer<EntityRef, Fact> receiver) {
    for (EntityTransfer transfer : moved.getEntities()) {
      EntityRef entity =
          new EntityRef(EntityKind.valueOf(transfer.getEntityKind()), transfer.getEntityId());
      byte[] bytes = new byte[transfer.getFacts().remaining()];
      transfer.getFacts().duplicate().get(bytes);
      pieces.decode(bytes).forEach(fact -> receiver.accept(entity, fact));
    }
  }
}
