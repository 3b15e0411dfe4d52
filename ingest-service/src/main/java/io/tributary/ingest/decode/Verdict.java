package io.tributary.ingest.decode;

import io.tributary.event.EventType;
import io.tributary.event.RevenueEvent;
import java.util.List;

/** What became of one event. */
public sealed interface Verdict {
  /** It is as it must be. */
  record Accepted(EventType type, RevenueEvent event) implements Verdict {}

  /**
   * It is not.
   *
   * @param index position in the body, 0 for the first
   * @param id null when it could not be read
   * @param type as the sender wrote it; null when it could not be read
   * @param reasons at least one
   * @param bytes in which its own lie
   * @param start where its bytes begin there
   * @param length how many they are
   */
  record Rejected(
      int index, String id, String type, List<Reason> reasons, byte[] bytes, int start, int length)
      implements Verdict {}
}
