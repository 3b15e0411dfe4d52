package io.tributary.ingest.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.InvoicePaid;
import io.tributary.event.RefundIssued;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionStarted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeTest {
  private static final Translator STRIPE = Translated.standard().stripe();

  private static String event(String type, String object, String previous) {
    return """
        {"id":"evt_1","object":"event","type":"%s","created":1767225600,"livemode":true,
         "data":{"object":%s%s}}"""
        .formatted(type, object, previous.isEmpty() ? "" : ",\"previous_attributes\":" + previous);
  }

  /** As versions from 2020 to early 2025 have it: periods on the subscription, prices on items. */
  private static String subscription(String more) {
    return """
        {"id":"sub_1","object":"subscription","customer":"cus_1","currency":"eur","status":"active",
         "cancel_at_period_end":false,"cancel_at":null,"ended_at":null,"current_period_end":1769904000,
         "discount":null,"trial_end":null,
         "items":{"object":"list","data":[{"id":"si_1","quantity":3,"price":{"id":"price_1","nickname":"Team",
           "currency":"eur","product":"prod_1","unit_amount":4900,"unit_amount_decimal":"4900",
           "recurring":{"interval":"month","interval_count":1}}}]}%s}"""
        .formatted(more);
  }

  @Test
  void aSubscriptionStartsWithItsTerms() {
    Translated translated =
        Translated.of(STRIPE, event("customer.subscription.created", subscription(""), ""));

    assertThat(translated.summaries())
        .containsExactly("subscription.started billing_customer:crm/cus_1 subscription:crm/sub_1");
    SubscriptionStarted started = translated.only(SubscriptionStarted.class);
    assertThat(started.getUnitAmountMicros()).isEqualTo(49_000_000);
    assertThat(started.getQuantity()).isEqualTo(3);
    assertThat(started.getInterval()).isEqualTo(BillingInterval.MONTH);
    assertThat(started.getCurrency()).isEqualTo("EUR");
    assertThat(started.getPlan()).isEqualTo("Team");
    assertThat(started.getProduct()).isEqualTo("prod_1");
    RevenueEvent event = translated.accepted().get(0);
    assertThat(event.getEventId()).isEqualTo("evt_1");
    assertThat(event.getOccurredAt()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void theOldestVersionsHaveAPlanInsteadOfItems() {
    SubscriptionStarted started =
        Translated.of(
                STRIPE,
                event(
                    "customer.subscription.created",
                    """
                    {"id":"sub_1","object":"subscription","customer":{"id":"cus_1","object":"customer"},
                     "status":"trialing","trial_end":1768000000,"quantity":2,
                     "plan":{"id":"gold","amount":2000,"currency":"jpy","interval":"year","interval_count":1}}""",
                    ""))
            .only(SubscriptionStarted.class);

    assertThat(started.getUnitAmountMicros()).isEqualTo(2_000_000_000L);
    assertThat(started.getQuantity()).isEqualTo(2);
    assertThat(started.getInterval()).isEqualTo(BillingInterval.YEAR);
    assertThat(started.getTrialEndsAt()).isEqualTo(Instant.ofEpochSecond(1768000000));
  }

  @Test
  void severalItemsOfOneRhythmAreOneAmount() {
    String items =
        """
        {"id":"sub_1","object":"subscription","customer":"cus_1","currency":"usd","status":"active","items":{"data":[
          {"quantity":2,"price":{"unit_amount":1000,"currency":"usd","recurring":{"interval":"month","interval_count":1}}},
          {"quantity":5,"price":{"unit_amount_decimal":"12.5","unit_amount":null,"currency":"usd","recurring":{"interval":"%s","interval_count":1}}}]}}""";

    SubscriptionStarted started =
        Translated.of(STRIPE, event("customer.subscription.created", items.formatted("month"), ""))
            .only(SubscriptionStarted.class);
    Translated mixed =
        Translated.of(STRIPE, event("customer.subscription.created", items.formatted("year"), ""));

    assertThat(started.getUnitAmountMicros()).isEqualTo(20_625_000);
    assertThat(started.getQuantity()).isEqualTo(1);
    assertThat(mixed.codes()).containsExactly("field.missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'discount':{'coupon':{'percent_off':25.5,'amount_off':null},'end':1770000000} | 25500000 | 0",
        "'discounts':[{'coupon':{'percent_off':null,'amount_off':500,'currency':'eur'}}] | 0 | 5000000",
        "'discounts':[{'source':{'coupon':{'percent_off':10}}}] | 10000000 | 0",
        "'discounts':['di_1'] | | ",
        "'discounts':[] | 0 | 0",
      })
  void aDiscountIsInOneOfSeveralPlaces(String discount, Long percent, Long amount) {
    SubscriptionChanged changed =
        Translated.of(
                STRIPE,
                event(
                    "customer.subscription.updated",
                    subscription("," + discount.replace('\'', '"'))
                        .replace("\"discount\":null,", ""),
                    "{\"discount\":null}"))
            .only(SubscriptionChanged.class);

    assertThat(changed.getDiscountPercentMicros()).isEqualTo(percent);
    assertThat(changed.getDiscountAmountMicros()).isEqualTo(amount);
  }

  @Test
  void aCancellationAtTheEndOfThePeriodKnowsWhenThatIsInOldAndNewVersions() {
    String old =
        subscription("").replace("\"cancel_at_period_end\":false", "\"cancel_at_period_end\":true");
    String recent =
        old.replace("\"current_period_end\":1769904000,", "")
            .replace("\"id\":\"si_1\",", "\"id\":\"si_1\",\"current_period_end\":1769904000,");

    for (String version : List.of(old, recent)) {
      List<RevenueEvent> events =
          Translated.of(
                  STRIPE,
                  event(
                      "customer.subscription.updated", version, "{\"cancel_at_period_end\":false}"))
              .accepted();

      assertThat(events)
          .extracting(RevenueEvent::getEventId)
          .containsExactly("evt_1", "evt_1:cancelled");
      SubscriptionCancelled cancelled = (SubscriptionCancelled) events.get(1).getBody();
      assertThat(cancelled.getEffectiveAt()).isEqualTo(Instant.ofEpochSecond(1769904000));
      assertThat(cancelled.getVoluntary()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'x':1                                       | {'cancel_at_period_end':true} | subscription.resumed",
        "'pause_collection':{'behavior':'void'}      | {'pause_collection':null}     | subscription.paused",
        "'pause_collection':null                     | {'pause_collection':{'behavior':'void'}} | subscription.resumed",
      })
  void anUpdateSaysWhatHappened(String now, String before, String type) {
    List<RevenueEvent> events =
        Translated.of(
                STRIPE,
                event(
                    "customer.subscription.updated",
                    subscription("," + now.replace('\'', '"')),
                    before.replace('\'', '"')))
            .accepted();

    assertThat(events)
        .extracting(RevenueEvent::getType)
        .containsExactly("subscription.changed", type);
  }

  @Test
  void whatStillAwaitsItsFirstPaymentHasNotStarted() {
    String incomplete = subscription("").replace("\"active\"", "\"incomplete\"");

    assertThat(
            Translated.of(STRIPE, event("customer.subscription.created", incomplete, ""))
                .summaries())
        .containsExactly("customer.identified billing_customer:crm/cus_1 subscription:crm/sub_1");
    assertThat(
            Translated.of(
                    STRIPE,
                    event(
                        "customer.subscription.updated",
                        subscription(""),
                        "{\"status\":\"incomplete\"}"))
                .accepted())
        .extracting(RevenueEvent::getType)
        .containsExactly("subscription.started");
  }

  @Test
  void whoDoesNotPayHasNotCancelledVoluntarily() {
    SubscriptionCancelled cancelled =
        Translated.of(
                STRIPE,
                event(
                    "customer.subscription.deleted",
                    subscription(
                            ",\"cancellation_details\":{\"reason\":\"payment_failed\",\"feedback\":null,\"comment\":null}")
                        .replace("\"ended_at\":null", "\"ended_at\":1767000000"),
                    ""))
            .only(SubscriptionCancelled.class);

    assertThat(cancelled.getVoluntary()).isFalse();
    assertThat(cancelled.getReason()).isEqualTo("payment_failed");
    assertThat(cancelled.getEffectiveAt()).isEqualTo(Instant.ofEpochSecond(1767000000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'subscription':'sub_1','tax':1900",
        "'subscription':{'id':'sub_1'},'total_excluding_tax':10000",
        "'parent':{'subscription_details':{'subscription':'sub_1'}},'total_taxes':[{'amount':1500},{'amount':400}]",
        "'lines':{'data':[{'parent':{'subscription_item_details':{'subscription':'sub_1'}}}]},'total_tax_amounts':[{'amount':1900}]",
      })
  void anInvoiceIsPaidWithoutItsTaxInOldAndNewVersions(String version) {
    String invoice =
        "{\"id\":\"in_1\",\"object\":\"invoice\",\"customer\":\"cus_1\",\"customer_email\":\"Ada@acme.example\",\"currency\":\"eur\",\"amount_paid\":11900,\"total\":11900,"
            + version.replace('\'', '"')
            + "}";
    Translated paid = Translated.of(STRIPE, event("invoice.paid", invoice, ""));
    Translated again = Translated.of(STRIPE, event("invoice.payment_succeeded", invoice, ""));

    InvoicePaid body = paid.only(InvoicePaid.class);
    assertThat(body.getAmountMicros()).isEqualTo(100_000_000);
    assertThat(body.getTaxMicros()).isEqualTo(19_000_000);
    assertThat(body.getSubscriptionId()).isEqualTo("sub_1");
    assertThat(paid.accepted().get(0).getEventId())
        .isEqualTo(again.accepted().get(0).getEventId())
        .isEqualTo("in_1:paid");
    assertThat(paid.summaries().get(0))
        .contains("billing_customer:crm/cus_1", "email:ada@acme.example", "invoice:crm/in_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'amount_refunded':3000,'refunds':{'data':[{'id':'re_2','amount':1000},{'id':'re_1','amount':2000}]} | re_2",
        "'amount_refunded':3000 | ch_1:3000",
      })
  void ofAChargeTheLatestRefundCounts(String refunds, String id) {
    RefundIssued refund =
        Translated.of(
                STRIPE,
                event(
                    "charge.refunded",
                    "{\"id\":\"ch_1\",\"object\":\"charge\",\"customer\":\"cus_1\",\"currency\":\"usd\","
                        + refunds.replace('\'', '"')
                        + "}",
                    "{\"amount_refunded\":2000}"))
            .only(RefundIssued.class);

    assertThat(refund.getRefundId()).isEqualTo(id);
    assertThat(refund.getAmountMicros()).isEqualTo(10_000_000);
  }

  @Test
  void whatNoRuleKnowsIsSaid() {
    Translated translated =
        Translated.of(STRIPE, event("issuing_card.created", "{\"object\":\"issuing.card\"}", ""));

    assertThat(translated.codes()).containsExactly("unmapped");
    assertThat(translated.events().rejected().get(0).id()).isEqualTo("evt_1");
    assertThat(translated.events().rejected().get(0).type()).isEqualTo("issuing_card.created");
  }
}
