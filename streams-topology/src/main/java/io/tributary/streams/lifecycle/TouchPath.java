package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A customer's touches in order of time, and which part of it differs from another path: one more
 * touch concerns only those opportunities in whose time it falls.
 */
record TouchPath(List<Touch> touches) {
  static final TouchPath EMPTY = new TouchPath(List.of());

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

  /**
   * The times at which the paths differ, milliseconds since the epoch: between any two times
   * without one of these between them, both are the same to who asks for times and channels.
   */
  NavigableSet<Long> difference(TouchPath other) {
    NavigableSet<Long> times = new TreeSet<>();
    int mine = 0;
    int theirs = 0;
    while (mine < touches.size() || theirs < other.touches.size()) {
      long here = mine < touches.size() ? at(touches.get(mine)) : Long.MAX_VALUE;
      long there = theirs < other.touches.size() ? at(other.touches.get(theirs)) : Long.MAX_VALUE;
      if (here != there || !same(touches.get(mine), other.touches.get(theirs))) {
        times.add(Math.min(here, there));
      }
      // Who is behind goes on; who is level goes on together.
      mine += here <= there ? 1 : 0;
      theirs += there <= here ? 1 : 0;
    }
    return times;
  }

  private static boolean same(Touch one, Touch other) {
    return one.getChannel().equals(other.getChannel());
  }

  static long at(Touch touch) {
    return touch.getOccurredAt().toEpochMilli();
  }
}
