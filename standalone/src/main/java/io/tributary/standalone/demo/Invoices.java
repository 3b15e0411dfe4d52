package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What is asked for, paid, not paid, and given back. */
final class Invoices {
  private static final int ATTEMPTS = 4;
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

  private final Prospect prospect;
  private final Journal journal;
  private final Dice dice;

  Invoices(Prospect prospect, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.journal = journal;
    this.dice = dice;
  }

  /**
   * Says whether the invoice was paid in the end.
   *
   * @param amount whole USD
   */
  boolean settle(String subscription, ZonedDateTime due, int amount) {
    String invoice = "in_%05d_%s".formatted(prospect.number(), MONTH.format(due));
    ZonedDateTime at = due.plusMinutes(dice.between(1, 90));
    boolean failing = dice.chance(0.035);
    for (int attempt = 1; failing && attempt <= ATTEMPTS; attempt++) {
      failed(invoice, subscription, at, amount, attempt);
      at = at.plusDays(dice.between(2, 4));
      failing = dice.chance(0.5);
    }
    if (failing) {
      return false;
    }
    paid(invoice, subscription, at, amount);
    if (dice.chance(0.008)) {
      refund(invoice, at.plusDays(dice.between(2, 12)), Math.max(1, amount / dice.between(1, 4)));
    }
    return true;
  }

  private void failed(
      String invoice, String subscription, ZonedDateTime at, int amount, int attempt) {
    journal.tell(
        EventType.INVOICE_PAYMENT_FAILED,
        at.toInstant(),
        prospect.billing(),
        Fields.of("invoice_id", invoice)
            .and("subscription_id", subscription)
            .and("amount", amount + ".00")
            .and("currency", Company.CURRENCY)
            .and("attempt", attempt));
  }

  private void paid(String invoice, String subscription, ZonedDateTime at, int amount) {
    journal.tell(
        EventType.INVOICE_PAID,
        at.toInstant(),
        prospect.billing(),
        Fields.of("invoice_id", invoice)
            .and("subscription_id", subscription)
            .and("amount", amount + ".00")
            .and("currency", Company.CURRENCY)
            .and("tax", "%d.%02d".formatted(amount / 20, amount % 20 * 5)));
  }

  private void refund(String invoice, ZonedDateTime at, int amount) {
    journal.tell(
        EventType.REFUND_ISSUED,
        at.toInstant(),
        prospect.billing(),
        Fields.of("refund_id", "re_" + invoice)
            .and("invoice_id", invoice)
            .and("amount", amount + ".00")
            .and("currency", Company.CURRENCY));
  }
}
