package io.tributary.streams.lifecycle;

import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.state.Fact;
import java.util.List;

/**
 * An invoice.
 *
 * @param paidAt milliseconds since the epoch; null while it is not paid
 * @param amountMicros what was paid, without tax; 0 while it is not paid
 * @param failedAt when a payment last failed; null when none did
 */
record Invoice(Long paidAt, long amountMicros, String currency, Long failedAt) implements Folded {
  static Invoice fold(List<Fact> facts) {
    Long paidAt = null;
    long amountMicros = 0;
    String currency = null;
    Long failedAt = null;
    for (Fact fact : facts) {
      if (fact.getBody() instanceof InvoicePaid paid) {
        paidAt = paidAt == null ? Long.valueOf(fact.getOccurredAt()) : paidAt;
        amountMicros = paid.getAmountMicros();
        currency = paid.getCurrency();
      } else if (fact.getBody() instanceof InvoicePaymentFailed) {
        failedAt = fact.getOccurredAt();
      }
    }
    return new Invoice(paidAt, amountMicros, currency, failedAt);
  }
}
