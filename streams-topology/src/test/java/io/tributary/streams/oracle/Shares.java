package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Attribution by its definition: shares in percent of each touch, then micro-units of each. */
final class Shares {
  private static final MathContext PRECISE = new MathContext(60);

  private Shares() {}

  static void of(Buyer buyer, Policy policy, List<Company.Flow> flows) {
    for (Sale sale : buyer.sales) {
      if (sale.isWon()) {
        of(buyer, sale, policy, flows);
      }
    }
  }

  private static void of(Buyer buyer, Sale sale, Policy policy, List<Company.Flow> flows) {
    long closed = sale.finalOutcome().since();
    Long amount = sale.amountAt(Long.MAX_VALUE);
    List<RevenueEvent> path =
        buyer.touches.events().stream()
            .filter(touch -> Told.at(touch) <= closed)
            .filter(touch -> closed - Told.at(touch) <= policy.lookbackDays() * 86_400_000L)
            .toList();
    for (String model : List.of("first", "last", "linear", "position", "time_decay", "w_shaped")) {
      List<String> channels = new ArrayList<>();
      path.forEach(touch -> channels.add(Told.field(touch, "channel").toString()));
      long[] parts = new long[] {amount == null ? 0 : amount};
      if (path.isEmpty()) {
        channels.add("unattributed");
      } else {
        parts = split(parts[0], weights(model, path, buyer, sale, closed));
      }
      Slot slot = buyer.slot(sale);
      for (int i = 0; i < parts.length; i++) {
        flows.add(
            new Company.Flow(
                "attributed_amount:" + model,
                Told.day(closed, policy.zone()),
                sale.currencyAt(Long.MAX_VALUE, policy.currency()),
                parts[i],
                new Slot(
                    channels.get(i), slot.region(), slot.segment(), slot.owner(), slot.product())));
      }
    }
  }

  private static double[] weights(
      String model, List<RevenueEvent> path, Buyer buyer, Sale sale, long closed) {
    int n = path.size();
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] =
          switch (model) {
            case "first" -> i == 0 ? 1 : 0;
            case "last" -> i == n - 1 ? 1 : 0;
            case "linear" -> 1;
            case "time_decay" ->
                StrictMath.pow(2, -((closed - Told.at(path.get(i))) / 86_400_000.0) / 7);
            case "position" -> n <= 2 ? 1 : i == 0 || i == n - 1 ? 40 * (n - 2) : 20;
            default -> 0;
          };
    }
    if (model.equals("w_shaped")) {
      Long lead = null;
      for (Told told : buyer.leads.values()) {
        Long captured = told.first("LeadCaptured");
        long at = captured == null ? told.firstAt() : captured;
        lead = at <= sale.openedAt && (lead == null || at > lead) ? (Long) at : lead;
      }
      weights[0] += 30;
      addLast(weights, path, lead);
      addLast(weights, path, sale.openedAt);
      int rest = 0;
      for (double weight : weights) {
        rest += weight == 0 ? 1 : 0;
      }
      for (int i = 0; i < n && rest > 0; i++) {
        weights[i] = weights[i] == 0 ? 10 : weights[i] * rest;
      }
    }
    return weights;
  }

  private static void addLast(double[] weights, List<RevenueEvent> path, Long upTo) {
    for (int i = path.size() - 1; upTo != null && i >= 0; i--) {
      if (Told.at(path.get(i)) <= upTo) {
        weights[i] += 30;
        return;
      }
    }
  }

  /** By the largest remainder. */
  private static long[] split(long amount, double[] weights) {
    BigDecimal total = BigDecimal.ZERO;
    for (double weight : weights) {
      total = total.add(new BigDecimal(Double.toString(weight)));
    }
    long[] parts = new long[weights.length];
    BigDecimal[] rest = new BigDecimal[weights.length];
    long left = amount;
    for (int i = 0; i < weights.length; i++) {
      BigDecimal exact =
          BigDecimal.valueOf(amount)
              .multiply(new BigDecimal(Double.toString(weights[i])))
              .divide(total, PRECISE);
      BigInteger whole = exact.setScale(0, RoundingMode.FLOOR).toBigInteger();
      // Two equal remainders must not differ by where the division was cut off.
      rest[i] = exact.subtract(new BigDecimal(whole)).setScale(30, RoundingMode.HALF_EVEN);
      if (rest[i].compareTo(BigDecimal.ONE) == 0) {
        whole = whole.add(BigInteger.ONE);
        rest[i] = BigDecimal.ZERO;
      }
      parts[i] = whole.longValueExact();
      left -= parts[i];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < rest.length; i++) {
        most = rest[i].compareTo(rest[most]) > 0 ? i : most;
      }
      parts[most]++;
      rest[most] = BigDecimal.ONE.negate();
    }
    return parts;
  }
}
