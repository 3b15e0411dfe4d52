package io.tributary.standalone.demo;

import io.tributary.standalone.sending.EventLine;
import java.time.Instant;
import java.util.Optional;

/**
 * One line that is sent.
 *
 * @param source who sends it
 * @param line the event as it was meant
 * @param occurredAt as in the line
 * @param json what is sent
 * @param fault what is wrong with what is sent; empty when it is as it was meant
 */
public record DemoEvent(
    DemoSource source, EventLine line, Instant occurredAt, String json, Optional<Fault> fault) {
  /** An event as it should be. */
  static DemoEvent of(DemoSource source, EventLine line, Instant occurredAt) {
    return new DemoEvent(source, line, occurredAt, line.json(), Optional.empty());
  }

  DemoEvent with(Fault fault) {
    return new DemoEvent(source, line, occurredAt, fault.spoil(line).json(), Optional.of(fault));
  }
}
