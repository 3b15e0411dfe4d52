package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import java.util.List;

/**
 * A customer's touches in order of time, and which part of it differs from another path: one more
 * touch concerns only those opportunities in whose time it falls.
 */
record TouchPath(List<Touch> touches) {
  static final TouchPath EMPTY = new TouchPath(List.of());

  /** The times, both included, milliseconds since the epoch; empty when the end is before. */
  record Range(long from, long until) {
    static final Range NOTHING = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    boolean meets(long otherFrom, long otherUntil) {
      return from <= otherUntil && otherFrom <= until;
    }

    private Range including(Touch touch) {
      return new Range(Math.min(from, at(touch)), Math.max(until, at(touch)));
    }
  }

  /** Those between two times, both included. */
  List<Touch> between(long from, long until) {
    return touches.subList(firstFrom(from), firstFrom(until + 1));
  }

  private int firstFrom(long time) {
    int low = 0;
    int high = touches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(touches.get(middle)) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Outside of it both paths are the same to who asks for times and channels. */
  Range difference(TouchPath other) {
    int same = 0;
    int shorter = Math.min(touches.size(), other.touches.size());
    while (same < shorter && same(touches.get(same), other.touches.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < shorter - same && same(fromEnd(tail), other.fromEnd(tail))) {
      tail++;
    }
    return other.middle(same, tail, middle(same, tail, Range.NOTHING));
  }

  private Range middle(int head, int tail, Range range) {
    Range wider = range;
    if (head < touches.size() - tail) {
      wider = wider.including(touches.get(head)).including(fromEnd(tail));
    }
    return wider;
  }

  private Touch fromEnd(int place) {
    return touches.get(touches.size() - 1 - place);
  }

  private static boolean same(Touch one, Touch other) {
    return one == other || at(one) == at(other) && one.getChannel().equals(other.getChannel());
  }

  static long at(Touch touch) {
    return touch.getOccurredAt().toEpochMilli();
  }
}
