package io.tributary.streams.topology;

import io.tributary.event.RevenueEvent;
import io.tributary.state.HeldEvent;
import io.tributary.state.HeldEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The first events of subjects of which the graph has not said yet whose they are. Sent on at once,
 * they would make a customer that is gone a moment later, and all that it has would have to move.
 * Each subject has one row.
 */
final class HeldSubjects {
  private static final char HELD = 'H';

  /** Of one subject: of more, it is cheaper to move what has come of them. */
  private static final int MOST_EVENTS = 16;

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<HeldEvents> codec = new StateCodec<>(HeldEvents.class);

  /** Since when, milliseconds since the epoch; the longest first. Read when it is first needed. */
  private Map<String, Long> since;

  private volatile int count;

  HeldSubjects(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The events of a subject that are held, the first one first. */
  List<HeldEvent> events(String subject) {
    byte[] row = store.get(StoreKeys.of(HELD, subject));
    return row == null ? List.of() : codec.decode(row).getEvents();
  }

  /**
   * Holds one more event of a subject.
   *
   * @param before those that are held already
   * @param timestamp of the event's record, milliseconds since the epoch
   * @return false when there are too many
   */
  boolean hold(
      String subject, List<HeldEvent> before, RevenueEvent event, long timestamp, long now) {
    if (before.size() == MOST_EVENTS) {
      return false;
    }
    List<HeldEvent> events = new ArrayList<>(before);
    events.add(new HeldEvent(timestamp, event));
    store.put(StoreKeys.of(HELD, subject), codec.encode(new HeldEvents(events)));
    since(now).putIfAbsent(subject, now);
    count = since.size();
    return true;
  }

  void release(String subject, long now) {
    store.delete(StoreKeys.of(HELD, subject));
    since(now).remove(subject);
    count = since.size();
  }

  /** Those who are held since that time or longer, so many at most. */
  List<String> heldSince(long time, long now, int most) {
    return since(now).entrySet().stream()
        .takeWhile(held -> held.getValue() <= time)
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many subjects are held; other threads may ask. */
  int count() {
    return count;
  }

  /** Those who were held before a restart begin anew. */
  private Map<String, Long> since(long now) {
    if (since == null) {
      since = new LinkedHashMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows =
          store.prefixScan(new byte[] {HELD}, new ByteArraySerializer())) {
        rows.forEachRemaining(row -> since.put(StoreKeys.only(row.key), now));
      }
    }
    return since;
  }
}
