package io.tributary.streams.topology;

import io.tributary.state.SubjectState;
import io.tributary.streams.identity.CustomerIds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What a partition of the events knows of one subject. */
final class Subject {
  /** That are held: of more, it is cheaper to move what has come of them. */
  private static final int MOST_FACTS = 16;

  private final String id;
  private final SubjectState state;
  private boolean changed;

  /** As it was kept. */
  Subject(String id, SubjectState state) {
    this.id = id;
    this.state = state;
  }

  /** One of which nothing is known: it belongs to the customer that it would be alone. */
  static Subject unknown(String id) {
    return new Subject(
        id,
        new SubjectState(
            CustomerIds.foundedBy(id), 0L, false, new HashMap<>(), false, new ArrayList<>()));
  }

  String id() {
    return id;
  }

  /** The customer that the graph assigned, or the one that the subject alone would have. */
  String customerId() {
    return state.getCustomerId();
  }

  /** Of the assignment that says whose it is; 0 for the customer that it would be alone. */
  long generation() {
    return state.getGeneration();
  }

  void assign(String customerId, long generation) {
    state.setCustomerId(customerId);
    state.setGeneration(generation);
    changed = true;
  }

  /** Whether its customer has got anything of it. */
  boolean isHeard() {
    return state.getHeard();
  }

  void hear() {
    changed |= !state.getHeard();
    state.setHeard(true);
  }

  boolean holdsFacts() {
    return !state.getFacts().isEmpty();
  }

  /**
   * Holds the fact of an event, as bytes: in a backlog very many are held, and each of their
   * objects would be one more for the garbage collector to copy.
   *
   * @param fact a {@code HeldFact}
   * @return false when there are too many
   */
  boolean hold(byte[] fact) {
    if (state.getFacts().size() == MOST_FACTS) {
      return false;
    }
    state.getFacts().add(ByteBuffer.wrap(fact));
    changed = true;
    return true;
  }

  /** The facts that were held, the first one first: now they are not any more. */
  List<ByteBuffer> release() {
    List<ByteBuffer> released = state.getFacts();
    if (!released.isEmpty()) {
      state.setFacts(new ArrayList<>());
      changed = true;
    }
    return released;
  }

  /** When it was first seen together with each of some others, milliseconds since the epoch. */
  Long seenWith(String other) {
    return state.getEvidence().get(other);
  }

  void see(String other, long millis) {
    state.getEvidence().put(other, millis);
    changed = true;
  }

  /** With how many others that is known here. */
  int others() {
    return state.getEvidence().size();
  }

  /** Whether that is known elsewhere of still more of them. */
  boolean hasMoreEvidence() {
    return state.getMoreEvidence();
  }

  void hasMoreEvidenceNow() {
    changed |= !state.getMoreEvidence();
    state.setMoreEvidence(true);
  }

  boolean isChanged() {
    return changed;
  }

  /** To be kept. */
  SubjectState saved() {
    changed = false;
    return state;
  }
}
