package io.tributary.standalone.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Identifiers that one event has together: in this order, so that the event is always the same. */
final class Together {
  private Together() {}

  static Map<String, String> of(Map<String, String> first, Map<String, String> second) {
    Map<String, String> both = new LinkedHashMap<>(first);
    both.putAll(second);
    return both;
  }
}
