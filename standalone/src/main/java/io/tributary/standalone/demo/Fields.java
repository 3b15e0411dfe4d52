package io.tributary.standalone.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Fields of an event's data, in their order. What is null is left out. */
final class Fields {
  private final Map<String, Object> values = new LinkedHashMap<>();

  static Fields of(String name, Object value) {
    return new Fields().and(name, value);
  }

  static Fields none() {
    return new Fields();
  }

  Fields and(String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  Map<String, Object> values() {
    return values;
  }
}
