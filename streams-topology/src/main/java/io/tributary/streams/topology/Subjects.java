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

  /**
   * Whose a subject is.
   *
   * @param generation of the assignment that says so; 0 for the customer that it would be alone
   * @param heard whether it ever was the subject of an event: only then has any customer got
   *     anything of it
   */
  record Owner(String customerId, long generation, boolean heard) {
    /** Neither has the graph said whose the subject is, nor has anybody got anything of it. */
    boolean isOpen() {
      return generation == 0 && !heard;
    }

    Owner whoHeard() {
      return new Owner(customerId, generation, true);
    }
  }

  /** The customer that the graph assigned, or the one that the subject alone would have. */
  Owner owner(String subject) {
    byte[] bytes = store.get(StoreKeys.of(OWNER, subject));
    if (bytes == null) {
      return new Owner(CustomerIds.foundedBy(subject), 0, false);
    }
    ByteBuffer in = checked(bytes);
    boolean heard = in.get() != 0;
    long generation = in.getLong();
    return new Owner(new UUID(in.getLong(), in.getLong()).toString(), generation, heard);
  }

  void put(String subject, Owner owner) {
    UUID customer = UUID.fromString(owner.customerId());
    store.put(
        StoreKeys.of(OWNER, subject),
        ByteBuffer.allocate(2 + 3 * Long.BYTES)
            .put(VERSION)
            .put((byte) (owner.heard() ? 1 : 0))
            .putLong(owner.generation())
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
