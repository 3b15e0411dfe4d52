package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which customers change by themselves, and when: a store of (time, customer id) in order of time,
 * so that what is due is found without looking at the others.
 */
final class WakeUps {
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;

  /** Nothing is left before this time, but what was deleted, which RocksDB would go through. */
  private long doneUntil;

  WakeUps(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The customer that was to wake at one time, if any, is to wake at another one. */
  void move(String customerId, OptionalLong before, OptionalLong after) {
    if (!before.equals(after)) {
      before.ifPresent(time -> store.delete(key(time, customerId)));
      after.ifPresent(time -> store.put(key(time, customerId), NOTHING));
    }
  }

  /** The customers whose time has come, so many at most, the longest due first. */
  List<String> due(long now, int most) {
    List<String> due = new ArrayList<>();
    Bytes from = key(Math.min(doneUntil, now), "");
    try (KeyValueIterator<Bytes, byte[]> iterator = store.range(from, key(now + 1, ""))) {
      while (due.size() < most && iterator.hasNext()) {
        byte[] key = iterator.next().key.get();
        due.add(new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8));
      }
    }
    if (due.size() < most) {
      doneUntil = now;
    }
    return due;
  }

  /** Sorted by time: keys are compared byte by byte, and times of wake-ups are not negative. */
  private static Bytes key(long time, String customerId) {
    byte[] id = customerId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length).putLong(time).put(id).array());
  }
}
