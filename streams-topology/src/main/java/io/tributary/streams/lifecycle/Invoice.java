package io.tributary.streams.lifecycle;

import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * An invoice.
 *
 * @param paidAt milliseconds since the epoch; null while it is not paid
 * @param amountMicros what was paid, without tax; 0 while it is not paid
 * @param failedAt when payments failed, in order
 */
record Invoice(Long paidAt, long amountMicros, String currency, List<Long> failedAt)
    implements Folded {
  static Invoice fold(List<Fact> facts) {
    Long paidAt = null;
    long amountMicros = 0;
    String currency = null;
    List<Long> failedAt = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.getBody() instanceof InvoicePaid paid) {
        paidAt = paidAt == null ? Long.valueOf(fact.getOccurredAt()) : paidAt;
        amountMicros = paid.getAmountMicros();
        currency = paid.getCurrency();
      } else if (fact.getBody() instanceof InvoicePaymentFailed) {
        failedAt.add(fact.getOccurredAt());
      }
    }
    return new Invoice(paidAt, amountMicros, currency, List.copyOf(failedAt));
  }
}
