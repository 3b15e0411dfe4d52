package io.tributary.streams.topology;

import io.tributary.output.EntityTransfer;
import io.tributary.output.FactsMoved;
import io.tributary.state.Fact;
import io.tributary.state.MovedFacts;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Packs facts that change hands into records that a broker takes, and unpacks them. */
final class FactsOnTheMove {
  /** Of one record; a broker takes 1 MiB by default, and a single fact is far smaller. */
  private static final int FULL_BYTES = 256 * 1024;

  private final StateCodec<MovedFacts> codec = new StateCodec<>(MovedFacts.class);

  List<FactsMoved> pack(Map<EntityRef, List<Fact>> facts) {
    List<FactsMoved> packed = new ArrayList<>();
    List<EntityTransfer> transfers = new ArrayList<>();
    int sizeBytes = 0;
    for (var entity : facts.entrySet()) {
      for (byte[] portion : portions(entity.getValue())) {
        if (sizeBytes > 0 && sizeBytes + portion.length > FULL_BYTES) {
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
    packed.add(new FactsMoved(List.copyOf(transfers)));
    return packed;
  }

  /** Halves what is too large until it is not: most entities go as they are. */
  private List<byte[]> portions(List<Fact> facts) {
    byte[] whole = codec.encode(new MovedFacts(facts));
    if (whole.length <= FULL_BYTES || facts.size() == 1) {
      return List.of(whole);
    }
    int middle = facts.size() / 2;
    List<byte[]> portions = new ArrayList<>(portions(facts.subList(0, middle)));
    portions.addAll(portions(facts.subList(middle, facts.size())));
    return portions;
  }

  void unpack(FactsMoved moved, BiConsumer<EntityRef, Fact> receiver) {
    for (EntityTransfer transfer : moved.getEntities()) {
      EntityRef entity =
          new EntityRef(EntityKind.valueOf(transfer.getEntityKind()), transfer.getEntityId());
      byte[] bytes = new byte[transfer.getFacts().remaining()];
      transfer.getFacts().duplicate().get(bytes);
      codec.decode(bytes).getFacts().forEach(fact -> receiver.accept(entity, fact));
    }
  }
}
