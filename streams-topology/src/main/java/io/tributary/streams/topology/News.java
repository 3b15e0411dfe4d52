package io.tributary.streams.topology;

import io.tributary.output.CustomerEvent;
import java.util.ArrayList;
import java.util.List;

/** What came to a customer since the last commit, and how long it may wait to be settled. */
final class News {
  private final List<CustomerEvent> facts = new ArrayList<>();
  private long until = Long.MAX_VALUE;
  private boolean more;

  void mayWaitUntil(long time) {
    until = Math.min(until, time);
  }

  void add(CustomerEvent sent) {
    facts.add(sent);
  }

  /** Something happened to the customer that is no fact. */
  void addMore() {
    more = true;
  }

  /** Milliseconds since the epoch. */
  long until() {
    return until;
  }

  /** Whether it is only that the customer is to be settled. */
  boolean isNothing() {
    return facts.isEmpty() && !more;
  }

  /** Whether the facts are all. */
  boolean areFacts() {
    return !more;
  }

  List<CustomerEvent> facts() {
    return facts;
  }
}
