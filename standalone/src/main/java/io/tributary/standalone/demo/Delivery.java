package io.tributary.standalone.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How events arrive in life: a little shuffled, some late, some twice, some wrong. What was sent
 * together is not what happened together.
 */
final class Delivery {
  private static final double LATE = 0.02;
  private static final double DELAYED = 0.08;
  private static final double TWICE = 0.015;
  private static final double WRONG = 0.006;
  private static final List<Fault> FAULTS = List.of(Fault.values());

  private record Sent(Instant at, DemoEvent event) {}

  private final Dice dice;
  private final Instant end;
  private final List<Sent> sent = new ArrayList<>();
  private int faults;

  Delivery(Dice dice, Instant end) {
    this.dice = dice;
    this.end = end;
  }

  /** In the order of sending. */
  static List<DemoEvent> of(List<DemoEvent> told, Dice dice, Instant end) {
    Delivery delivery = new Delivery(dice, end);
    told.forEach(delivery::send);
    // The order of telling settles what is sent in the same second.
    delivery.sent.sort(Comparator.comparing(Sent::at));
    return delivery.sent.stream().map(Sent::event).toList();
  }

  private void send(DemoEvent event) {
    Instant at = Span.after(event.occurredAt(), delayDays());
    add(at, event);
    if (dice.chance(TWICE)) {
      add(Span.after(at, dice.around(0.2, 1.5)), event);
    }
    if (dice.chance(WRONG)) {
      Fault fault = FAULTS.get(faults % FAULTS.size());
      if (fault.fits(event.line())) {
        faults++;
        add(at, event.with(fault));
      }
    }
  }

  private double delayDays() {
    if (dice.chance(LATE)) {
      return dice.between(3.0, 30.0);
    }
    return dice.chance(DELAYED) ? dice.between(0.04, 2.0) : dice.between(0.0, 0.007);
  }

  /** What is still under way at the end is sent then. */
  private void add(Instant at, DemoEvent event) {
    sent.add(new Sent(at.isBefore(end) ? at : end, event));
  }
}
