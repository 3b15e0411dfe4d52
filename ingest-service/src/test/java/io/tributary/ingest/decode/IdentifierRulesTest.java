package io.tributary.ingest.decode;

import static io.tributary.ingest.decode.Bodies.accepted;
import static io.tributary.ingest.decode.Bodies.envelope;
import static io.tributary.ingest.decode.Bodies.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose event it is: what the topology goes by, to the letter. */
class IdentifierRulesTest {
  private static List<String> of(String body) {
    return accepted(body).getIdentifiers().stream().map(Identifiers::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"account\":\"001A\"}                     | account:crm/001A",
        "{\"account\":\"  001A \"}                  | account:crm/001A",
        "{\"account\":361}                          | account:crm/361",
        "{\"account@billing\":\"c-9\"}              | account:billing/c-9",
        "{\"email\":\" Ada@ACME.example\"}          | email:ada@acme.example",
        "{\"user\":\"u-17\"}                        | user:u-17",
        "{\"anonymous\":\"A8f3\"}                   | anonymous:A8f3",
        "{\"email\":[\"b@x.y\",\"a@x.y\",\"B@x.y\"]} | email:a@x.y email:b@x.y",
        "{\"user\":\"u\",\"email\":\"e@x.y\",\"account\":\"a\"} | account:crm/a email:e@x.y user:u",
        "{\"account\":\"null\",\"email\":\"e@x.y\"} | email:e@x.y",
        "{\"account\":\"Unknown\",\"user\":\"000\"} | ",
        "{\"account\":null,\"email\":\"\"}          | ",
        "{\"lead\":\"L1\"}                          | lead:crm/L1",
        "{\"opportunity\":\"006X\"}                 | ",
      })
  void identifiersAreNormalizedAndSorted(String identifiers, String expected) {
    List<String> before = expected == null ? List.of() : Arrays.asList(expected.split(" "));

    assertThat(of(envelope("identifiers", identifiers)))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, before.size())
                .mapToObj(i -> i < before.size() ? before.get(i) : "opportunity:crm/006X")
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "lead.captured      | {\"lead_id\":\"L\"} | lead:crm/L",
        "lead.qualified     | {\"lead_id\":\"L\",\"level\":\"MQL\"} | lead:crm/L",
        "opportunity.opened | {\"opportunity_id\":\"O\",\"lead_id\":\"L\"} | lead:crm/L opportunity:crm/O",
        "activity.logged    | {\"activity_id\":\"A\",\"kind\":\"CALL\",\"opportunity_id\":\"O\"} | opportunity:crm/O",
        "subscription.paused | {\"subscription_id\":\"S\"} | subscription:crm/S",
        "invoice.paid       | {\"invoice_id\":\"I\",\"subscription_id\":\"S\",\"amount\":1,\"currency\":\"EUR\"} | subscription:crm/S invoice:crm/I",
        "refund.issued      | {\"refund_id\":\"R\",\"invoice_id\":\"I\",\"amount\":1,\"currency\":\"EUR\"} | invoice:crm/I",
        "satisfaction.rated | {\"rating_id\":\"R\",\"ticket_id\":\"T\",\"kind\":\"NPS\",\"score\":9} | ticket:crm/T",
        "spend.recorded     | {\"spend_id\":\"P\",\"category\":\"SALES\",\"period_start\":\"2026-01-01\",\"period_end\":\"2026-01-31\",\"amount\":1,\"currency\":\"EUR\"} | spend:crm/P",
        "quota.set          | {\"quota_id\":\"Q\",\"owner\":\"o\",\"period_start\":\"2026-01-01\",\"period_end\":\"2026-01-31\",\"amount\":1,\"currency\":\"EUR\"} | quota:crm/Q",
        "fx_rate.set        | {\"base\":\"EUR\",\"quote\":\"USD\",\"day\":\"2026-01-01\",\"rate\":1.08} | fx_rate:EUR/USD",
      })
  void entitiesOfTheBodyIdentifyToo(String type, String data, String expected) {
    String event =
        "{\"id\":\"e\",\"type\":\"%s\",\"occurred_at\":\"2026-03-14\",\"data\":%s}"
            .formatted(type, data);

    assertThat(of(event)).containsExactly(expected.split(" "));
  }

  @Test
  void figuresOfTheCompanyAreNobodyElses() {
    String spend =
        Bodies.event(
            "spend.recorded",
            "{\"spend_id\":\"P\",\"category\":\"SALES\",\"period_start\":\"2026-01-01\","
                + "\"period_end\":\"2026-01-31\",\"amount\":1,\"currency\":\"EUR\"}");

    assertThat(of(spend)).containsExactly("spend:crm/P");
  }

  @Test
  void anEventOfNobodyIsRejected() {
    String event =
        "{\"id\":\"e\",\"type\":\"campaign.touched\",\"occurred_at\":\"2026-03-14\","
            + "\"identifiers\":{\"user\":\"anonymous\"},"
            + "\"data\":{\"channel\":\"paid\",\"kind\":\"CLICK\"}}";

    assertThat(reasons(event)).extracting(Reason::code).containsExactly(Code.IDENTIFIER_MISSING);
  }

  @Test
  void thereAreTwentyAtMost() {
    assertThat(reasons(envelope("identifiers", emails(21))))
        .extracting(Reason::code)
        .containsExactly(Code.IDENTIFIER_TOO_MANY);
    accepted(envelope("identifiers", emails(20)));
  }

  private static String emails(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"e%d@x.y\"".formatted(i))
        .collect(Collectors.joining(",", "{\"email\":[", "]}"));
  }
}
