package io.tributary.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {
  private static final String HEAD =
      "{\"specversion\":\"1.0\",\"id\":\"evt-1\",\"source\":\"/crm\",\"type\":\"opportunity.won\",\"time\":\"2026-03-14T09:26:53Z\"";

  private static Decoded.Events decode(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Bodies.events(
        Bodies.decoder(Bodies.LIMITS).cloudEvents(bytes, bytes.length, Bodies.CRM));
  }

  private static RevenueEvent accepted(String body) {
    Decoded.Events events = decode(body);
    assertThat(events.rejected()).isEmpty();
    return events.accepted().get(0).event();
  }

  private static List<String> identifiers(RevenueEvent event) {
    return event.getIdentifiers().stream().map(Identifiers::text).toList();
  }

  @Test
  void anEventIsWhatItsAttributesAndItsDataSay() {
    RevenueEvent event =
        accepted(
            HEAD
                + ",\"data\":{\"identifiers\":{\"account\":\"001A\"},\"opportunity_id\":\"006X\",\"amount\":\"12.5\",\"currency\":\"EUR\"}}");

    assertThat(event.getEventId()).isEqualTo("evt-1");
    assertThat(event.getSource()).isEqualTo("crm");
    assertThat(event.getOccurredAt()).isEqualTo("2026-03-14T09:26:53Z");
    assertThat(identifiers(event)).containsExactly("account:crm/001A", "opportunity:crm/006X");
    OpportunityWon won = (OpportunityWon) event.getBody();
    assertThat(won.getAmountMicros()).isEqualTo(12_500_000L);
    assertThat(won.getAttributes()).isEmpty();
  }

  @Test
  void extensionAttributesThatAreKindsOfIdentifiersSayWhoseItIs() {
    RevenueEvent event =
        accepted(
            HEAD
                + ",\"email\":\"Ada@Acme.example\",\"billingcustomer\":\"cus_1\",\"traceparent\":\"00-ab\",\"data\":{\"opportunity_id\":\"006X\"}}");

    assertThat(identifiers(event))
        .containsExactly(
            "billing_customer:crm/cus_1", "email:ada@acme.example", "opportunity:crm/006X");
  }

  @Test
  void dataInBase64IsReadAndMayComeBeforeTheType() {
    String data =
        Base64.getEncoder()
            .encodeToString("{\"opportunity_id\":\"006X\"}".getBytes(StandardCharsets.UTF_8));
    RevenueEvent event =
        accepted(
            "{\"data_base64\":\"" + data + "\",\"account\":\"001A\"," + HEAD.substring(1) + "}");

    assertThat(identifiers(event)).containsExactly("account:crm/001A", "opportunity:crm/006X");
  }

  @Test
  void anArrayIsABatch() {
    String one = HEAD + ",\"account\":\"001A\",\"data\":{\"opportunity_id\":\"006X\"}}";
    Decoded.Events events = decode("[" + one + "," + HEAD + ",\"data\":{}}]");

    assertThat(events.accepted()).hasSize(1);
    assertThat(events.rejected()).hasSize(1);
    assertThat(events.rejected().get(0).index()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"specversion\":\"1.0\"   | \"specversion\":\"0.3\" | field.range         | specversion",
        "\"specversion\":\"1.0\",  |                         | field.missing       | specversion",
        "\"id\":\"evt-1\",         |                         | field.missing       | id",
        ",\"time\":\"2026-03-14T09:26:53Z\" |                | field.missing       | time",
        "2026-03-14T09:26:53Z      | yesterday               | time.invalid        | time",
        "opportunity.won           | opportunity.wno         | type.unknown        | type",
        "\"source\":\"/crm\"       | \"id\":\"again\"        | json.duplicate_key  | id",
        "\"source\":\"/crm\"       | \"datacontenttype\":\"text/csv\" | field.type  | datacontenttype",
        "\"source\":\"/crm\"       | \"email\":\"a@b.c\",\"email\":\"d@e.f\" | json.duplicate_key | email",
      })
  void whatIsWrongIsSaidInTheWordsOfCloudEvents(
      String given, String instead, String code, String field) {
    String event = HEAD + ",\"account\":\"001A\",\"data\":{\"opportunity_id\":\"006X\"}}";
    assertThat(event).contains(given);

    List<Verdict.Rejected> rejected =
        decode(event.replace(given, instead == null ? "" : instead)).rejected();

    assertThat(rejected).hasSize(1);
    assertThat(rejected.get(0).reasons())
        .anySatisfy(
            reason -> {
              assertThat(reason.code().text()).isEqualTo(code);
              assertThat(reason.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource({"%%%, field.type", "e30x, field.type", "e30gMQ==, field.type", "gA==, text.not_utf8"})
  void dataThatIsNoJsonIsRejected(String base64, String code) {
    List<Verdict.Rejected> rejected =
        decode(HEAD + ",\"account\":\"001A\",\"data_base64\":\"" + base64 + "\"}").rejected();

    assertThat(rejected.get(0).reasons()).extracting(reason -> reason.code().text()).contains(code);
  }
}
