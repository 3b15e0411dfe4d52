package io.tributary.standalone.importing;

import io.tributary.standalone.sending.Receipt;
import io.tributary.standalone.sending.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Some consecutive lines of a file: what is sent of them in one request, and what cannot be. */
final class Chunk {
  /** Well below the default limits of a request: 2,500 events and 500 KiB. */
  private static final int MAX_EVENTS = 500;

  private static final int MAX_CHARACTERS = 100_000;

  private final List<String> events = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final List<Line.Unusable> unusable = new ArrayList<>();
  private int characters;
  private long lastLine;

  void add(Line line) {
    lastLine = line.number();
    if (line instanceof Line.Unusable reason) {
      unusable.add(reason);
    } else if (line instanceof Line.Events mapped) {
      for (String event : mapped.events()) {
        events.add(event);
        lines.add(line.number());
        characters += event.length();
      }
    }
  }

  boolean isFull() {
    return events.size() + unusable.size() >= MAX_EVENTS || characters >= MAX_CHARACTERS;
  }

  boolean isEmpty() {
    return events.isEmpty() && unusable.isEmpty();
  }

  List<String> events() {
    return events;
  }

  long lastLine() {
    return lastLine;
  }

  /** All that did not become an accepted event, in the order of the lines. */
  void forEachRejection(Receipt receipt, BiConsumer<Long, Rejection> action) {
    Map<Long, List<Rejection>> byLine = new TreeMap<>();
    for (Line.Unusable line : unusable) {
      byLine.computeIfAbsent(line.number(), number -> new ArrayList<>()).add(line.reason());
    }
    receipt
        .rejected()
        .forEach(
            (index, rejection) ->
                byLine
                    .computeIfAbsent(lines.get(index), number -> new ArrayList<>())
                    .add(rejection));
    byLine.forEach(
        (line, rejections) -> rejections.forEach(rejection -> action.accept(line, rejection)));
  }
}
