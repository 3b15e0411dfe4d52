package io.tributary.streams.topology;

import io.tributary.state.SubjectState;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The subjects of one task: whose they are, what evidence of them was reported, and the facts that
 * wait until it is known whose they are. Each is one row, written once per commit however much
 * happens to it; those met lately are in memory, too. A crash before the commit loses nothing, as
 * the same records are read again.
 *
 * <p>Evidence is remembered for good. Forgetting would not only cost repeats: evidence is kept by
 * its ends, and a repeat with a later date would replace the earliest one, from which the graph is
 * rebuilt. What does not fit into a subject's row is in a row of its own.
 */
final class Subjects {
  private static final byte VERSION = 1;
  private static final char SUBJECT = 'S';
  private static final char REPORTED = 'R';

  /** In the row of a subject: it is written as a whole. */
  private static final int MOST_EVIDENCE = 32;

  private static final int MOST_IN_MEMORY = 5_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<SubjectState> codec = new StateCodec<>(SubjectState.class);
  private final Map<String, Subject> lately = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Subject> met = new HashSet<>();

  Subjects(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  Subject get(String id) {
    Subject subject = lately.computeIfAbsent(id, this::load);
    met.add(subject);
    return subject;
  }

  private Subject load(String id) {
    byte[] row = store.get(StoreKeys.of(SUBJECT, id));
    return row == null ? Subject.unknown(id) : new Subject(id, codec.decode(row));
  }

  /** Whether the two were not seen together as early as this before. */
  boolean learn(Subject subject, String other, long seenAtMillis) {
    Long known = subject.seenWith(other);
    boolean isHere = known != null;
    if (!isHere && subject.hasMoreEvidence()) {
      known = reported(subject, other);
    }
    if (known != null && known <= seenAtMillis) {
      return false;
    }
    boolean isElsewhere = known != null && !isHere;
    if (isElsewhere || !isHere && subject.others() >= MOST_EVIDENCE) {
      subject.hasMoreEvidenceNow();
      store.put(
          StoreKeys.of(REPORTED, subject.id(), other),
          ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(seenAtMillis).array());
    } else {
      subject.see(other, seenAtMillis);
    }
    return true;
  }

  private Long reported(Subject subject, String other) {
    byte[] row = store.get(StoreKeys.of(REPORTED, subject.id(), other));
    if (row == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(row);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException("the subjects' store holds state of version " + version);
    }
    return in.getLong();
  }

  /** Whether there is so much to save that it should not be put off. */
  boolean isCrowded() {
    return met.size() > 2 * MOST_IN_MEMORY;
  }

  /** Writes what changed since the last time. */
  void save() {
    for (Subject subject : met) {
      if (subject.isChanged()) {
        store.put(StoreKeys.of(SUBJECT, subject.id()), codec.encode(subject.saved()));
      }
    }
    met.clear();
    Iterator<Subject> eldest = lately.values().iterator();
    while (lately.size() > MOST_IN_MEMORY) {
      eldest.next();
      eldest.remove();
    }
  }
}
