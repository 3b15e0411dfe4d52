package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the identity stores: a byte for what it is, then identifiers. The first identifier of two
 * is preceded by its length, so that all keys of one identifier have a prefix that no other's have,
 * whatever characters identifiers are made of.
 */
final class StoreKeys {
  private StoreKeys() {}

  static Bytes of(char what, String identifier) {
    byte[] text = identifier.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put((byte) what).put(text).array());
  }

  static Bytes of(char what, String first, String second) {
    byte[] firstText = first.getBytes(StandardCharsets.UTF_8);
    byte[] secondText = second.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(start(what, firstText, secondText.length).put(secondText).array());
  }

  /** Of all keys of two identifiers with this one as the first. */
  static byte[] prefix(char what, String first) {
    return start(what, first.getBytes(StandardCharsets.UTF_8), 0).array();
  }

  static String second(Bytes key) {
    byte[] bytes = key.get();
    int start = 1 + Integer.BYTES + ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  private static ByteBuffer start(char what, byte[] first, int secondLength) {
    return ByteBuffer.allocate(1 + Integer.BYTES + first.length + secondLength)
        .put((byte) what)
        .putInt(first.length)
        .put(first);
  }
}
