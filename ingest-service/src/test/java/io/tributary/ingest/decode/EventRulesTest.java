package io.tributary.ingest.decode;

import static io.tributary.ingest.decode.Bodies.accepted;
import static io.tributary.ingest.decode.Bodies.body;
import static io.tributary.ingest.decode.Bodies.envelope;
import static io.tributary.ingest.decode.Bodies.event;
import static io.tributary.ingest.decode.Bodies.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.EventType;
import io.tributary.event.FxRateSet;
import io.tributary.event.Identifiers;
import io.tributary.event.OpportunityKind;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an event must be, rule by rule. */
class EventRulesTest {
  @Test
  void theExampleOfTheDesignIsRead() {
    RevenueEvent event =
        accepted(
            """
            {"id": "evt-1001", "type": "opportunity.won", "occurred_at": "2026-03-14T09:26:53Z",
             "identifiers": {"account": "001A", "email": "ada@acme.example"},
             "data": {"opportunity_id": "006X", "amount": "12500.00", "currency": "EUR"}}
            """);

    assertThat(event.getEventId()).isEqualTo("evt-1001");
    assertThat(event.getSource()).isEqualTo("crm");
    assertThat(event.getNamespace()).isEqualTo("crm");
    assertThat(event.getType()).isEqualTo("opportunity.won");
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-03-14T09:26:53Z"));
    assertThat(event.getReceivedAt()).isEqualTo(Bodies.RECEIVED);
    assertThat(event.getIdentifiers().stream().map(Identifiers::text))
        .containsExactly("account:crm/001A", "email:ada@acme.example", "opportunity:crm/006X");
    assertThat(event.getBody())
        .isEqualTo(new OpportunityWon("006X", 12_500_000_000L, "EUR", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12500.00\"             | 12500000000",
        "\"0\"                    | 0",
        "12500                    | 12500000000",
        "12500.5                  | 12500500000",
        "1.25e4                   | 12500000000",
        "\"0.000001\"             | 1",
        "\"1.0000000\"            | 1000000",
        "\"9223372036854.775807\" | 9223372036854775807",
      })
  void amountsAreExact(String amount, long micros) {
    OpportunityWon won =
        body(
            OpportunityWon.class,
            "opportunity.won",
            "{\"opportunity_id\":\"x\",\"currency\":\"EUR\",\"amount\":%s}".formatted(amount));

    assertThat(won.getAmountMicros()).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"1.0000001\"     | amount.too_precise",
        "0.1234567         | amount.too_precise",
        "1E-999999999      | number.invalid",
        "1E999999999       | number.invalid",
        "1e400             | number.invalid",
        "\"1,000\"         | number.invalid",
        "\"1.000,00\"      | number.invalid",
        "\"12 500\"        | number.invalid",
        "\"+5\"            | number.invalid",
        "\".5\"            | number.invalid",
        "\"5.\"            | number.invalid",
        "\"\u0663\"        | number.invalid",
        "\"12500 EUR\"     | number.invalid",
        "\"0x10\"          | number.invalid",
        "\"NaN\"           | number.invalid",
        "9223372036854.775808 | field.range",
        "\"1e14\"          | field.range",
        "-1                | field.range",
        "true              | field.type",
        "[1]               | field.type",
        "{\"value\":1}     | field.type",
      })
  void whatIsNoAmountIsRejected(String amount, String code) {
    String data = "{\"opportunity_id\":\"x\",\"currency\":\"EUR\",\"amount\":%s}";

    assertThat(reasons(event("opportunity.won", data.formatted(amount))))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code().text()).isEqualTo(code);
              assertThat(reason.field()).isEqualTo("data.amount");
              assertThat(reason.message()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-14T09:26:53Z,           2026-03-14T09:26:53Z",
    "2026-03-14t09:26:53z,           2026-03-14T09:26:53Z",
    "2026-03-14 09:26:53Z,           2026-03-14T09:26:53Z",
    "2026-03-14T09:26:53.5Z,         2026-03-14T09:26:53.5Z",
    "2026-03-14T09:26:53.123456789Z, 2026-03-14T09:26:53.123Z",
    "2026-03-14T09:26:53+05:30,      2026-03-14T03:56:53Z",
    "2026-03-14T09:26:53-00:00,      2026-03-14T09:26:53Z",
    "1969-12-31T23:59:59.999Z,       1969-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00Z,           0001-01-01T00:00:00Z",
    "2024-02-29T00:00:00Z,           2024-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z,           2017-01-01T00:00:00Z",
    "2026-03-14,                     2026-03-13T23:00:00Z",
    "2026-07-14,                     2026-07-13T22:00:00Z",
    "2026-04-02T12:00:00Z,           2026-04-02T12:00:00Z",
  })
  void timestampsHaveAnOffsetAndDatesMeanMidnightInTheReportingZone(String written, Instant at) {
    String text = "2026-07-14".equals(written) ? "2025-07-14" : written;
    Instant expected = "2026-07-14".equals(written) ? Instant.parse("2025-07-13T22:00:00Z") : at;

    assertThat(accepted(envelope("occurred_at", '"' + text + '"')).getOccurredAt())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-14T09:26:53,          time.no_offset",
    "2026-03-14T09:26Z,            time.invalid",
    "2026-02-30T09:26:53Z,         time.invalid",
    "2026-13-01T09:26:53Z,         time.invalid",
    "2026-03-14T24:00:00Z,         time.invalid",
    "2026-03-14T09:60:00Z,         time.invalid",
    "2026-03-14T09:26:53+0200,     time.invalid",
    "2026-03-14T09:26:53.Z,        time.invalid",
    "2026-03-14T09:26:53.1234567890Z, time.invalid",
    "14.03.2026 09:26:53Z,         time.invalid",
    "yesterday,                    time.invalid",
    "1773480413,                   date.invalid",
    "2026-02-30,                   date.invalid",
    "2026-04-02T12:00:00.001Z,     time.future",
    "9999-12-31T23:59:59Z,         time.future",
  })
  void otherTimesAreRejected(String written, String code) {
    assertThat(reasons(envelope("occurred_at", '"' + written + '"')))
        .extracting(reason -> reason.code().text() + ' ' + reason.field())
        .containsExactly(code + " occurred_at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id          |                 | field.missing",
        "id          | null            | field.missing",
        "id          | \"  \"          | field.missing",
        "id          | true            | field.type",
        "id          | \"a\\u0000b\"   | text.invalid",
        "id          | \"a\\ud800b\"   | text.invalid",
        "type        |                 | field.missing",
        "type        | \"opportunity.wno\" | type.unknown",
        "type        | 7               | field.type",
        "occurred_at |                 | field.missing",
        "occurred_at | 1773480413      | field.type",
        "data        | null            | field.missing",
        "data        | []              | field.type",
        "data        | {}              | field.missing",
        "identifiers | [\"001A\"]      | field.type",
        "identifiers | {\"acount\":\"1\"} | identifier.kind",
        "identifiers | {\"account@Crm\":\"1\"} | identifier.kind",
        "identifiers | {\"email@crm\":\"a@b.c\"} | identifier.kind",
        "identifiers | {\"spend\":\"1\"} | identifier.kind",
        "identifiers | {\"account\":{}} | field.type",
        "identifiers | {\"account\":\"1\",\"account\":\"2\"} | json.duplicate_key",
        "source      | \"other\"       | field.unknown",
        "occured_at  | \"2026-03-14\"  | field.unknown",
      })
  void theEnvelopeIsStrict(String field, String value, String code) {
    assertThat(reasons(envelope(field, value)))
        .extracting(reason -> reason.code().text())
        .contains(code);
  }

  @Test
  void anUnknownTypeNamesTheNearest() {
    assertThat(reasons(envelope("type", "\"opportunity.wno\"")))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason.message())
                    .contains("opportunity.wno", "did you mean opportunity.won"));
  }

  @Test
  void aMisspeltRequiredFieldIsNamed() {
    assertThat(reasons(event("opportunity.won", "{\"oportunity_id\":\"x\"}")))
        .containsExactly(
            new Reason(
                Code.FIELD_MISSING,
                "data.opportunity_id",
                "opportunity.won needs opportunity_id; is it written oportunity_id?"));
  }

  @Test
  void allReasonsAreGiven() {
    assertThat(
            reasons(
                """
                {"type":"subscription.started","occurred_at":"2026-03-14T09:26:53",
                 "identifiers":{"acount":"1"},
                 "data":{"unit_amount":"x","currency":"EURO","interval":"MONHT","quantity":-1}}
                """))
        .extracting(reason -> reason.code().text() + ' ' + reason.field())
        .containsExactlyInAnyOrder(
            "time.no_offset occurred_at",
            "identifier.kind identifiers.acount",
            "number.invalid data.unit_amount",
            "currency.unknown data.currency",
            "enum.unknown data.interval",
            "field.range data.quantity",
            "field.missing data.subscription_id",
            "field.missing id");
  }

  @Test
  void theOrderOfTheFieldsDoesNotMatter() {
    String dataFirst =
        """
        {"data":{"opportunity_id":"006X","note":{"a":[1,2]}},"identifiers":{"account":"001A"},
         "occurred_at":"2026-03-14T09:26:53Z","type":"opportunity.won","id":"evt-1"}
        """;
    String typeFirst =
        """
        {"id":"evt-1","type":"opportunity.won","occurred_at":"2026-03-14T09:26:53Z",
         "identifiers":{"account":"001A"},"data":{"opportunity_id":"006X","note":{"a":[1,2]}}}
        """;

    assertThat(accepted(dataFirst)).isEqualTo(accepted(typeFirst));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "opportunity.opened | {\"opportunity_id\":\"x\",\"amount\":1}               | currency.missing data.currency",
        "opportunity.changed | {\"opportunity_id\":\"x\",\"amount\":1}              | currency.missing data.currency",
        "opportunity.won    | {\"opportunity_id\":\"x\",\"amount\":1}               | currency.missing data.currency",
        "invoice.payment_failed | {\"invoice_id\":\"x\",\"amount\":1}               | currency.missing data.currency",
        "invoice.paid       | {\"invoice_id\":\"x\",\"amount\":1}                   | field.missing data.currency",
        "invoice.paid       | {\"invoice_id\":\"x\",\"amount\":1,\"currency\":\"EUX\"} | currency.unknown data.currency",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"probability\":1.1}        | field.range data.probability",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"probability\":\"-0.1\"}   | field.range data.probability",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"kind\":\"UPSELL\"}        | enum.unknown data.kind",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"expected_close\":\"2026-3-1\"} | date.invalid data.expected_close",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"owner\":7}                | field.type data.owner",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"owner\":\"a\",\"owner\":\"a\"} | json.duplicate_key data.owner",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"zz\":1,\"zz\":1}          | json.duplicate_key data.zz",
        "opportunity.opened | {\"opportunity_id\":\"x\",\"zz\":{\"a\":1,\"a\":2}}   | json.duplicate_key data.zz",
        "opportunity.opened | {\"opportunity_id\":\"null\"}                         | id.placeholder data.opportunity_id",
        "opportunity.opened | {\"opportunity_id\":\"000\"}                          | id.placeholder data.opportunity_id",
        "subscription.started | {\"subscription_id\":\"x\",\"unit_amount\":1,\"currency\":\"EUR\",\"interval\":\"MONTH\",\"discount_percent\":100.5} | field.range data.discount_percent",
        "subscription.started | {\"subscription_id\":\"x\",\"unit_amount\":1,\"currency\":\"EUR\",\"interval\":\"MONTH\",\"interval_count\":0} | field.range data.interval_count",
        "subscription.started | {\"subscription_id\":\"x\",\"unit_amount\":1,\"currency\":\"EUR\",\"interval\":\"MONTH\",\"quantity\":1.5} | number.invalid data.quantity",
        "subscription.cancelled | {\"subscription_id\":\"x\",\"voluntary\":\"yes\"} | field.type data.voluntary",
        "spend.recorded     | {\"spend_id\":\"x\",\"category\":\"MARKETING\",\"period_start\":\"2026-03-31\",\"period_end\":\"2026-03-01\",\"amount\":1,\"currency\":\"EUR\"} | period.reversed data.period_end",
        "satisfaction.rated | {\"rating_id\":\"x\",\"kind\":\"CSAT\",\"score\":0}   | field.range data.score",
        "satisfaction.rated | {\"rating_id\":\"x\",\"kind\":\"CSAT\",\"score\":6}   | field.range data.score",
        "satisfaction.rated | {\"rating_id\":\"x\",\"kind\":\"NPS\",\"score\":11}   | field.range data.score",
        "satisfaction.rated | {\"rating_id\":\"x\",\"kind\":\"CES\",\"score\":8}    | field.range data.score",
        "fx_rate.set        | {\"base\":\"EUR\",\"quote\":\"EUR\",\"day\":\"2026-03-01\",\"rate\":1} | field.range data.quote",
        "fx_rate.set        | {\"base\":\"EUR\",\"quote\":\"USD\",\"day\":\"2026-03-01\",\"rate\":0} | field.range data.rate",
      })
  void theBodyIsStrict(String type, String data, String expected) {
    assertThat(reasons(event(type, data)))
        .extracting(reason -> reason.code().text() + ' ' + reason.field())
        .containsExactly(expected);
  }

  @Test
  void whatIsAbsentHasTheDefaultOfItsField() {
    assertThat(body(OpportunityOpened.class, "opportunity.opened", "{\"opportunity_id\":\"x\"}"))
        .isEqualTo(OpportunityOpened.newBuilder().setOpportunityId("x").build());
    assertThat(body(TicketOpened.class, "ticket.opened", "{\"ticket_id\":9}"))
        .isEqualTo(
            TicketOpened.newBuilder().setTicketId("9").setPriority(TicketPriority.NORMAL).build());
  }

  @Test
  void namesOfFixedSetsAreForgiving() {
    OpportunityOpened opened =
        body(
            OpportunityOpened.class,
            "opportunity.opened",
            "{\"opportunity_id\":\"x\",\"kind\":\"new-business\"}");
    SpendRecorded spend =
        body(
            SpendRecorded.class,
            "spend.recorded",
            "{\"spend_id\":\"s\",\"category\":\"sales\",\"period_start\":\"2026-03-01\","
                + "\"period_end\":\"2026-03-01\",\"amount\":-5,\"currency\":\"eur\"}");

    assertThat(opened.getKind()).isEqualTo(OpportunityKind.NEW_BUSINESS);
    assertThat(spend.getCategory()).isEqualTo(SpendCategory.SALES);
    assertThat(spend.getCurrency()).isEqualTo("EUR");
    assertThat(spend.getPeriodEnd()).isEqualTo(LocalDate.of(2026, 3, 1));
  }

  @Test
  void whatTheTypeDoesNotKnowIsKept() {
    SubscriptionStarted started =
        body(
            SubscriptionStarted.class,
            "subscription.started",
            """
            {"subscription_id":"s","unit_amount":"9.99","currency":"EUR","interval":"month",
             "seats":{"used": 3, "of": [4, null, "x\\ny"]},"vip":true,"score":0.50,"gone":null,
             "attributes":{"region":"EMEA"}}
            """);

    assertThat(started.getAttributes())
        .isEqualTo(
            Map.of(
                "seats", "{\"used\":3,\"of\":[4,null,\"x\\ny\"]}",
                "vip", "true",
                "score", "0.50",
                "region", "EMEA"));
  }

  @Test
  void furtherFieldsHaveLimits() {
    StringBuilder many = new StringBuilder("{\"opportunity_id\":\"x\"");
    for (int i = 0; i < 51; i++) {
      many.append(",\"f").append(i).append("\":").append(i);
    }
    String large = "{\"opportunity_id\":\"x\",\"big\":\"%s\"}".formatted("é".repeat(513));
    String enough = "{\"opportunity_id\":\"x\",\"big\":\"%s\"}".formatted("é".repeat(512));

    assertThat(reasons(event("opportunity.won", many + "}")))
        .extracting(Reason::code)
        .containsExactly(Code.ATTRIBUTE_TOO_MANY);
    assertThat(reasons(event("opportunity.won", large)))
        .extracting(Reason::code)
        .containsExactly(Code.ATTRIBUTE_TOO_LARGE);
    accepted(event("opportunity.won", enough));
  }

  @Test
  void depthLengthAndSizeHaveLimits() {
    String deep =
        "{\"opportunity_id\":\"x\",\"d\":%s1%s}".formatted("[".repeat(31), "]".repeat(31));
    String deepest =
        "{\"opportunity_id\":\"x\",\"d\":%s1%s}".formatted("[".repeat(30), "]".repeat(30));
    String large = "{\"opportunity_id\":\"x\",\"note\":\"%s\"}".formatted("x".repeat(33 << 10));
    String longId = "{\"opportunity_id\":\"%s\"}".formatted("x".repeat(129));

    assertThat(reasons(event("opportunity.won", deep)))
        .extracting(Reason::code)
        .containsExactly(Code.JSON_TOO_DEEP);
    accepted(event("opportunity.won", deepest));
    assertThat(reasons(event("opportunity.won", large)))
        .extracting(Reason::code)
        .contains(Code.EVENT_TOO_LARGE);
    assertThat(reasons(event("opportunity.won", longId)))
        .extracting(Reason::code)
        .containsExactly(Code.ID_TOO_LONG);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeSaysWhatItNeeds(EventType type) {
    List<Reason> reasons =
        type == EventType.CUSTOMER_IDENTIFIED ? List.of() : reasons(event(type.typeName(), "{}"));

    assertThat(reasons).allSatisfy(r -> assertThat(r.code()).isEqualTo(Code.FIELD_MISSING));
    assertThat(reasons.size()).isEqualTo(Shapes.of(type).required().size());
  }

  @Test
  void aRateIsKeptAsItsDigits() {
    FxRateSet rate =
        body(
            FxRateSet.class,
            "fx_rate.set",
            "{\"base\":\"EUR\",\"quote\":\"USD\",\"day\":\"2026-03-01\",\"rate\":\"1.08450000001\"}");

    assertThat(rate.getRate()).isEqualTo("1.08450000001");
  }
}
