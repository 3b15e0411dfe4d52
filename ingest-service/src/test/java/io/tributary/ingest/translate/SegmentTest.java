package io.tributary.ingest.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
import io.tributary.event.LeadCaptured;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TouchKind;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All is received at noon of 2026-04-01. */
class SegmentTest {
  private static final SegmentMessages SEGMENT = Translated.standard().segment();

  private static Translated call(String call, String body) {
    return Translated.of(SEGMENT.of(Optional.of(call)), body.replace('\'', '"'));
  }

  private static Translated batch(String body) {
    return Translated.of(SEGMENT.of(Optional.empty()), body.replace('\'', '"'));
  }

  @Test
  void whoIdentifiesHimselfHasTraits() {
    Translated translated =
        call(
            "identify",
            "{'messageId':'m-1','userId':'u-17','anonymousId':'a8f3','timestamp':'2026-03-14T09:26:53.123Z',"
                + "'traits':{'name':'Ada','email':'Ada@acme.example','employees':'250','plan':{'seats':3}}}");

    assertThat(translated.summaries())
        .containsExactly("customer.identified email:ada@acme.example user:u-17 anonymous:a8f3");
    CustomerIdentified identified = translated.only(CustomerIdentified.class);
    assertThat(identified.getName()).isEqualTo("Ada");
    assertThat(identified.getEmployees()).isEqualTo(250);
    assertThat(identified.getAttributes())
        .containsEntry("email", "Ada@acme.example")
        .containsEntry("plan", "{\"seats\":3}");
    RevenueEvent event = translated.accepted().get(0);
    assertThat(event.getEventId()).isEqualTo("m-1");
    assertThat(event.getOccurredAt()).isEqualTo("2026-03-14T09:26:53.123Z");
  }

  @Test
  void groupsAndAliasesLinkIdentifiers() {
    assertThat(
            call(
                    "group",
                    "{'messageId':'m','userId':'u-17','groupId':'g-1','traits':{'name':'Acme','industry':'Rockets'}}")
                .summaries())
        .containsExactly("customer.identified organization:crm/g-1 user:u-17");
    assertThat(call("alias", "{'messageId':'m','userId':'new','previousId':'old'}").summaries())
        .containsExactly("customer.identified user:new user:old anonymous:old");
  }

  @Test
  void aPageIsAVisitOfACampaign() {
    CampaignTouched touched =
        call(
                "page",
                "{'messageId':'m','anonymousId':'a','name':'Pricing','properties':{'url':'https://acme.example/pricing'},"
                    + "'context':{'campaign':{'name':'spring','source':'google','medium':'cpc'}}}")
            .only(CampaignTouched.class);

    assertThat(touched.getKind()).isEqualTo(TouchKind.VISIT);
    assertThat(touched.getChannel()).isEqualTo("cpc");
    assertThat(touched.getCampaign()).isEqualTo("spring");
    assertThat(touched.getContent()).isEqualTo("https://acme.example/pricing");
    assertThat(
            call("screen", "{'messageId':'m','userId':'u','name':'Home'}")
                .only(CampaignTouched.class)
                .getChannel())
        .isEqualTo("direct");
  }

  @Test
  void ourOwnTypesAndTheNamesForSoftwareCompaniesAreKnown() {
    assertThat(
            call(
                    "track",
                    "{'messageId':'m','userId':'u','event':'opportunity.won','properties':{'opportunity_id':'006X','amount':'12.5','currency':'EUR'}}")
                .summaries())
        .containsExactly("opportunity.won user:u opportunity:crm/006X");
    LeadCaptured lead =
        call(
                "track",
                "{'messageId':'m','userId':'u','event':'Signed Up','properties':{'type':'organic','account_name':'Acme'}}")
            .only(LeadCaptured.class);
    assertThat(lead.getLeadId()).isEqualTo("u");
    assertThat(lead.getChannel()).isEqualTo("organic");
    assertThat(lead.getCompany()).isEqualTo("Acme");
  }

  @Test
  void whatNoMappingKnowsIsKept() {
    Translated translated =
        call(
            "track",
            "{'messageId':'m','userId':'u','event':'Button Clicked','properties':{'x':1.50}}");

    assertThat(translated.codes()).containsExactly("unmapped");
    assertThat(translated.events().rejected().get(0).type()).isEqualTo("Button Clicked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The sender's clock is a day late: the event was an hour before it was sent.
        "2026-03-31T11:00:00Z | 2026-03-31T12:00:00Z      | 2026-04-01T11:00:00Z",
        "2026-04-01T11:00:00Z | 2026-04-01T12:00:00Z      | 2026-04-01T11:00:00Z",
        "2026-03-31T13:00:00+02:00 | 2026-03-31T12:00:00Z | 2026-04-01T11:00:00Z",
        // Sent before it happened: then the same time after its receipt.
        "2026-03-31T12:00:05Z | 2026-03-31T12:00:00Z      | 2026-04-01T12:00:05Z",
        "2026-03-31T11:00:00Z |                           | 2026-03-31T11:00:00Z",
        "2026-03-31T11:00:00Z | nonsense                  | 2026-03-31T11:00:00Z",
        "                     | 2026-03-31T12:00:00Z      | 2026-04-01T12:00:00Z",
      })
  void aWrongClockIsCorrected(String timestamp, String sentAt, String expected) {
    String body =
        "{'messageId':'m','userId':'u','name':'x'"
            + (timestamp == null ? "" : ",'timestamp':'" + timestamp + "'")
            + (sentAt == null ? "" : ",'sentAt':'" + sentAt + "'")
            + "}";

    assertThat(call("page", body).accepted().get(0).getOccurredAt()).isEqualTo(expected);
  }

  @Test
  void aBatchLendsItsContextAndTime() {
    var events =
        batch(
                "{'sentAt':'2026-03-31T12:00:00Z','context':{'campaign':{'medium':'email'},'library':{'name':'x'}},'batch':["
                    + "{'type':'page','messageId':'m-1','anonymousId':'a','timestamp':'2026-03-31T11:00:00Z'},"
                    + "{'type':'page','messageId':'m-2','anonymousId':'a','context':{'campaign':{'medium':'social'}}}]}")
            .accepted();

    assertThat(events)
        .extracting(event -> ((CampaignTouched) event.getBody()).getChannel())
        .containsExactly("email", "social");
    assertThat(events.get(0).getOccurredAt()).isEqualTo("2026-04-01T11:00:00Z");
  }

  @Test
  void aLargeContextIsNotLentToManyMessages() {
    String batch =
        "{'context':{'x':'" + "x".repeat(30_000) + "'},'batch':[" + "{},".repeat(99) + "{}]}";

    Translated translated = batch(batch);

    assertThat(translated.decoded()).isInstanceOf(Decoded.Unreadable.class);
    assertThat(((Decoded.Unreadable) translated.decoded()).reason().code())
        .isEqualTo(Code.BODY_TOO_MANY_EVENTS);
  }

  @Test
  void whatIsKeptMeansTheSameWheneverItIsReadAgain() {
    Translated first =
        batch(
            "{'writeKey':'secret','sentAt':'2026-03-31T12:00:00Z','context':{'library':{'name':'x'}},'batch':["
                + "{'type':'track','event':'Odd','messageId':'m-1','anonymousId':'a','timestamp':'2026-03-31T11:00:00Z'}]}");

    String kept = new String(first.events().rejected().get(0).bytes(), StandardCharsets.UTF_8);
    assertThat(kept)
        .contains("\"timestamp\":\"2026-04-01T11:00:00Z\"", "\"library\"")
        .doesNotContain("sentAt", "secret");
    Translators own =
        Translated.with(
            "segment: {events: [{when: {event: Odd}, type: customer.identified, data: {}}]}");
    assertThat(
            Translated.of(own.segment().of(Optional.empty()), kept)
                .accepted()
                .get(0)
                .getOccurredAt())
        .isEqualTo("2026-04-01T11:00:00Z");
  }

  @Test
  void withoutAnIdTheSameMessageHasTheSameOne() {
    String body = "{'anonymousId':'a','name':'x','timestamp':'2026-03-31T11:00:00Z'%s}";

    String first = call("page", body.formatted("")).accepted().get(0).getEventId();
    String again =
        call("page", body.formatted(",'sentAt':'2026-04-01T11:59:00Z'"))
            .accepted()
            .get(0)
            .getEventId();

    assertThat(first).isEqualTo(again).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'Analytics':true,'Advertising':false}  | accepted",
        "{'Analytics':false,'Advertising':false} | consent.refused",
        "{}                                      | accepted",
      })
  void whoHasRefusedEverythingIsNotKept(String preferences, String expected) {
    Translated translated =
        call(
            "identify",
            "{'messageId':'m','userId':'u','traits':{'name':'Ada'},'context':{'consent':{'categoryPreferences':"
                + preferences
                + "}}}");

    if (expected.equals("accepted")) {
      assertThat(translated.accepted()).hasSize(1);
      return;
    }
    assertThat(translated.codes()).containsExactly(expected);
    assertThat(new String(translated.events().rejected().get(0).bytes(), StandardCharsets.UTF_8))
        .doesNotContain("Ada", "\"u\"")
        .contains("categoryPreferences");
  }
}
