package io.tributary.ingest.decode;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one event: the first so many reasons. */
final class Reasons {
  private static final int MOST = 10;

  private final List<Reason> reasons = new ArrayList<>(0);

  void add(Code code, String field, String message) {
    if (reasons.size() < MOST) {
      reasons.add(new Reason(code, field, message));
    }
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** Whether something is wrong with that field or within it. */
  boolean concern(String field) {
    for (Reason reason : reasons) {
      String other = reason.field();
      boolean within = other.length() > field.length() && other.charAt(field.length()) == '.';
      if (other.startsWith(field) && (within || other.length() == field.length())) {
        return true;
      }
    }
    return false;
  }

  List<Reason> list() {
    return List.copyOf(reasons);
  }
}
