package io.tributary.streams.topology;

import io.tributary.state.Fact;
import io.tributary.state.FactList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lists of facts in pieces that a broker takes. */
final class FactPieces {
  /** A broker takes 1 MiB by default, and a single fact is far smaller. */
  static final int FULL_BYTES = 256 * 1024;

  private final StateCodec<FactList> codec = new StateCodec<>(FactList.class);

  /** Halves what is too large until it is not: most lists go as they are. */
  List<byte[]> encode(List<Fact> facts) {
    byte[] whole = codec.encode(new FactList(facts));
    if (whole.length <= FULL_BYTES || facts.size() == 1) {
      return List.of(whole);
    }
    int middle = facts.size() / 2;
    List<byte[]> pieces = new ArrayList<>(encode(facts.subList(0, middle)));
    pieces.addAll(encode(facts.subList(middle, facts.size())));
    return pieces;
  }

  List<Fact> decode(byte[] piece) {
    return codec.decode(piece).getFacts();
  }

  List<Fact> decode(ByteBuffer piece) {
    return codec.decode(piece).getFacts();
  }
}
