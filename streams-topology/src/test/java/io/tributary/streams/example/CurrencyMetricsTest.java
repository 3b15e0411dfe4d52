package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.BillingInterval;
import io.tributary.event.FxRateSet;
import io.tributary.event.InvoicePaid;
import io.tributary.event.Micros;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionStarted;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers worked out by hand; reported in EUR. */
class CurrencyMetricsTest {
  static final String FIGURES =
      """
      mrr, MTD, 2026-02-28, 130
      mrr, MTD, 2026-03-09, 130
      mrr, MTD, 2026-03-10, 140
      mrr, MTD, 2026-03-31, 230
      mrr_new, MTD, 2026-02-28, 130
      mrr_fx, MTD, 2026-02-28, 0
      mrr_fx, MTD, 2026-03-10, 10
      mrr_expansion, MTD, 2026-03-31, 90
      mrr_fx, MTD, 2026-03-31, 10
      mrr_fx, R7, 2026-03-31, 0
      nrr, R30, 2026-03-31, 1.615385
      grr, R30, 2026-03-31, 1
      revenue, R90, 2026-03-31, 177
      revenue, MTD, 2026-03-31, 97
      arpa, R30, 2026-03-31, 115
      """;

  private static final MetricTable TABLE = table();

  /** A dollar is 0.80 until 03-09 and 0.90 from 03-10 on. */
  private static MetricTable table() {
    return new MetricTable(Policy.standard().withCurrency("EUR"))
        .at("fx", "2026-01-01T12:00:00", rate("USD", "EUR", "2026-01-01", "0.80"))
        .at("fx", "2026-03-10T12:00:00", rate("USD", "EUR", "2026-03-10", "0.90"))
        .at("a", "2026-02-01T12:00:00", subscribed("SA", "100", "USD"))
        .at("b", "2026-02-01T12:00:00", subscribed("SB", "50", "EUR"))
        .at(
            "a",
            "2026-03-15T12:00:00",
            SubscriptionChanged.newBuilder().setSubscriptionId("SA").setQuantity(2L).build())
        .at("a", "2026-02-10T12:00:00", paid("I1", "100", "USD"))
        .at("a", "2026-03-12T12:00:00", paid("I2", "100", "USD"))
        .at("b", "2026-03-12T12:00:00", paid("I3", "7", "EUR"));
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIGURES)
  void amountsAreConvertedAtTheRateOfTheirDay(
      String metric, String window, String asOf, String value) {
    assertThat(TABLE.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @Test
  void aCorrectedRateRestatesItsDaysAndNoOthers() {
    MetricTable table =
        table().at("fx", "2026-03-11T12:00:00", rate("USD", "EUR", "2026-03-10", "1"));

    assertThat(table.value("mrr", "MTD", "total", "2026-03-09")).isEqualTo("130");
    assertThat(table.value("mrr", "MTD", "total", "2026-03-10")).isEqualTo("150");
    assertThat(table.value("mrr", "MTD", "total", "2026-03-31")).isEqualTo("250");
    assertThat(table.value("mrr_fx", "MTD", "total", "2026-03-31")).isEqualTo("20");
    assertThat(table.value("revenue", "R90", "total", "2026-03-31")).isEqualTo("187");
  }

  @Test
  void anAmountWithoutARateIsLeftOutAndTheRowSaysSo() {
    MetricTable table =
        table()
            .at("c", "2026-03-01T12:00:00", subscribed("SC", "10", "GBP"))
            .at("fx", "2026-03-20T12:00:00", rate("EUR", "GBP", "2026-03-20", "0.8"));

    assertThat(table.value("mrr", "MTD", "total", "2026-03-19")).isEqualTo("230");
    assertThat(table.leftOut("recurring|total||2026-03-19")).containsExactly("GBP");
    assertThat(table.value("mrr", "MTD", "total", "2026-03-20")).isEqualTo("242.5");
    assertThat(table.leftOut("recurring|total||2026-02-28")).isEmpty();
    assertThat(table.leftOut("revenue|total||2026-03-31")).isEmpty();
  }

  /** 10 pounds a month; a pound is 1.25 dollars from 03-01 on, and 1.25 euros from 03-20 on. */
  @ParameterizedTest
  @CsvSource({
    "2026-02-28, 130",
    // 1.25 × 0.80, then 1.25 × 0.90
    "2026-03-01, 140",
    "2026-03-10, 151.25",
    // The pair itself is known: no way round any more, whatever is said of it later.
    "2026-03-20, 242.5",
    "2026-03-31, 242.5"
  })
  void aCurrencyWithoutARateGoesThroughOneThatHasBoth(String asOf, String mrr) {
    MetricTable table =
        table()
            .at("c", "2026-03-01T12:00:00", subscribed("SC", "10", "GBP"))
            .at("fx", "2026-03-01T12:00:00", rate("GBP", "USD", "2026-03-01", "1.25"))
            .at("fx", "2026-03-20T12:00:00", rate("EUR", "GBP", "2026-03-20", "0.8"))
            .at("fx", "2026-03-25T12:00:00", rate("GBP", "USD", "2026-03-25", "9"));

    assertThat(table.value("mrr", "MTD", "total", asOf)).isEqualTo(mrr);
    assertThat(table.leftOut("recurring|total||" + asOf)).isEmpty();
  }

  @Test
  void ofSeveralWaysTheFirstByNameIsTaken() {
    MetricTable table =
        table()
            .at("c", "2026-02-15T12:00:00", subscribed("SC", "10", "GBP"))
            .at("fx", "2026-03-01T12:00:00", rate("GBP", "USD", "2026-03-01", "1.25"))
            .at("fx", "2026-03-01T12:00:00", rate("GBP", "CHF", "2026-03-01", "2"))
            .at("fx", "2026-03-05T12:00:00", rate("CHF", "EUR", "2026-03-05", "1"));

    assertThat(table.value("mrr", "MTD", "total", "2026-03-04")).isEqualTo("140");
    assertThat(table.value("mrr", "MTD", "total", "2026-03-05")).isEqualTo("150");
  }

  @Test
  void nothingGoesThroughMoreThanOneOther() {
    MetricTable table =
        table()
            .at("c", "2026-02-15T12:00:00", subscribed("SC", "10", "GBP"))
            .at("fx", "2026-03-01T12:00:00", rate("GBP", "CHF", "2026-03-01", "2"))
            .at("fx", "2026-03-01T12:00:00", rate("CHF", "USD", "2026-03-01", "1"));

    assertThat(table.value("mrr", "MTD", "total", "2026-03-09")).isEqualTo("130");
    assertThat(table.leftOut("recurring|total||2026-03-09")).containsExactly("GBP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "abc", "1E+100", "1E-13", "9000001"})
  void whatCannotBeARateIsRefused(String rate) {
    MetricTable table =
        table().at("fx", "2026-03-11T12:00:00", rate("USD", "EUR", "2026-03-10", rate));

    assertThatThrownBy(() -> table.value("mrr", "MTD", "total", "2026-03-31"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate");
  }

  private static FxRateSet rate(String base, String quote, String day, String rate) {
    return new FxRateSet(base, quote, LocalDate.parse(day), rate, Map.of());
  }

  private static SubscriptionStarted subscribed(String id, String amount, String currency) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(id)
        .setUnitAmountMicros(Micros.parse(amount))
        .setCurrency(currency)
        .setInterval(BillingInterval.MONTH)
        .build();
  }

  private static InvoicePaid paid(String id, String amount, String currency) {
    return new InvoicePaid(id, null, Micros.parse(amount), currency, null, Map.of());
  }
}
