package io.tributary.streams.topology;

import io.tributary.streams.identity.CustomerIds;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a partition of the events knows of its subjects: whose they are, and what evidence it has
 * reported. Each piece of evidence is remembered for good in a row of its own. Forgetting would not
 * only cost repeats: evidence is kept by its ends, and a repeat with a later date would replace the
 * earliest one, from which the graph is rebuilt.
 */
final class Subjects {
  private static final byte VERSION = 1;
  private static final char OWNER = 'O';
  private static final char REPORTED = 'R';

  private final KeyValueStore<Bytes, byte[]> store;

  Subjects(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The customer that the graph assigned, or the one that the subject alone would have. */
  String customer(String subject) {
    byte[] bytes = store.get(StoreKeys.of(OWNER, subject));
    if (bytes == null) {
      return CustomerIds.foundedBy(subject);
    }
    ByteBuffer in = checked(bytes);
    in.getLong();
    return new UUID(in.getLong(), in.getLong()).toString();
  }

  /** Believes an assignment unless a later one is known. */
  void assign(String subject, String customerId, long generation) {
    Bytes key = StoreKeys.of(OWNER, subject);
    byte[] known = store.get(key);
    if (known != null && checked(known).getLong() >= generation) {
      return;
    }
    UUID customer = UUID.fromString(customerId);
    store.put(
        key,
        ByteBuffer.allocate(1 + 3 * Long.BYTES)
            .put(VERSION)
            .putLong(generation)
            .putLong(customer.getMostSignificantBits())
            .putLong(customer.getLeastSignificantBits())
            .array());
  }

  /** Whether the two were not seen together as early as this before. */
  boolean learn(String subject, String other, long seenAtMillis) {
    Bytes key = StoreKeys.of(REPORTED, subject, other);
    byte[] known = store.get(key);
    if (known != null && checked(known).getLong() <= seenAtMillis) {
      return false;
    }
    store.put(key, ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(seenAtMillis).array());
    return true;
  }

  private static ByteBuffer checked(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException("the subjects' store holds state of version " + version);
    }
    return in;
  }
}
