package io.tributary.streams.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * After a change of the policy every customer is settled once more, some at a time, whether or not
 * anything happens to it: its contributions were made under the policy before. How far that is
 * stands beside the wake-ups, so that it goes on after a restart.
 */
final class Redefinition {
  /** Behind the key of every wake-up, which begins with a time. */
  private static final Bytes PROGRESS = Bytes.wrap(new byte[] {(byte) 0xFF});

  /** Between the version and the customer that was the last; without it, all are done. */
  private static final char UP_TO = '\n';

  private final KeyValueStore<Bytes, byte[]> customers;
  private final KeyValueStore<Bytes, byte[]> wakeUps;
  private final String version;
  private boolean begun;
  private boolean done;

  /**
   * @param version of the policy in force
   */
  Redefinition(
      KeyValueStore<Bytes, byte[]> customers,
      KeyValueStore<Bytes, byte[]> wakeUps,
      String version) {
    this.customers = customers;
    this.wakeUps = wakeUps;
    this.version = version;
  }

  /** To be called before there is any customer: those to come need no second settlement. */
  void begin() {
    if (!begun) {
      begun = true;
      if (wakeUps.get(PROGRESS) == null) {
        wakeUps.put(PROGRESS, version.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** The customers that are next, so many at most; none when all are done. */
  List<String> next(int most) {
    if (done) {
      return List.of();
    }
    byte[] kept = wakeUps.get(PROGRESS);
    String progress = kept == null ? "" : new String(kept, StandardCharsets.UTF_8);
    if (progress.equals(version)) {
      done = true;
      return List.of();
    }
    String started = version + UP_TO;
    List<String> next =
        after(progress.startsWith(started) ? progress.substring(started.length()) : "", most);
    String now = next.size() < most ? version : started + next.get(most - 1);
    wakeUps.put(PROGRESS, now.getBytes(StandardCharsets.UTF_8));
    return next;
  }

  private List<String> after(String customer, int most) {
    // The least key beyond this one has a byte of 0 behind it.
    Bytes from =
        customer.isEmpty() ? null : Bytes.wrap((customer + '\0').getBytes(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = customers.range(from, null)) {
      while (found.size() < most && rows.hasNext()) {
        found.add(new String(rows.next().key.get(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }
}
