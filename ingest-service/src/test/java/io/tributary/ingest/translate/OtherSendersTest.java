package io.tributary.ingest.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.ingest.decode.Decoded;
import io.tributary.runtime.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HubSpot, Zendesk and Salesforce. */
class OtherSendersTest {
  private static final Translators ALL = Translated.standard();

  private static String change(String type, String more) {
    return """
        {"eventId":100,"subscriptionId":7,"portalId":62515,"appId":54321,"occurredAt":1767225600000,
         "subscriptionType":"%s","attemptNumber":0,"changeSource":"CRM",%s}"""
        .formatted(type, more.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "contact.creation | 'objectId':123 | lead.captured lead:crm/123",
        "object.creation | 'objectId':123,'objectTypeId':'0-1' | lead.captured lead:crm/123",
        "contact.propertyChange | 'objectId':123,'propertyName':'email','propertyValue':'Ada@acme.example' | customer.identified email:ada@acme.example lead:crm/123",
        "contact.propertyChange | 'objectId':123,'propertyName':'lifecyclestage','propertyValue':'marketingqualifiedlead' | lead.qualified lead:crm/123",
        "contact.merge | 'primaryObjectId':1,'mergedObjectIds':[2,3],'newObjectId':4 | customer.identified lead:crm/1 lead:crm/2 lead:crm/3 lead:crm/4",
        "company.creation | 'objectId':9 | customer.identified account:crm/9",
        "object.propertyChange | 'objectId':9,'objectTypeId':'0-2','propertyName':'name','propertyValue':'Acme' | customer.identified account:crm/9",
        "deal.creation | 'objectId':5 | opportunity.opened opportunity:crm/5",
        "deal.propertyChange | 'objectId':5,'propertyName':'dealstage','propertyValue':'closedwon' | opportunity.won opportunity:crm/5",
        "deal.propertyChange | 'objectId':5,'propertyName':'dealstage','propertyValue':'closedlost' | opportunity.lost opportunity:crm/5",
        "deal.propertyChange | 'objectId':5,'propertyName':'dealstage','propertyValue':'contractsent' | opportunity.changed opportunity:crm/5",
        "contact.associationChange | 'associationType':'CONTACT_TO_COMPANY','fromObjectId':123,'toObjectId':9,'associationRemoved':false | customer.identified account:crm/9 lead:crm/123",
        "deal.associationChange | 'associationType':'COMPANY_TO_DEAL','fromObjectId':9,'toObjectId':5,'associationRemoved':false | customer.identified account:crm/9 opportunity:crm/5",
      })
  void whatHubSpotReportsBecomesAnEvent(String type, String more, String expected) {
    assertThat(Translated.of(ALL.hubspot(), "[" + change(type, more) + "]").summaries())
        .containsExactly(expected);
  }

  @Test
  void amountsOfHubSpotAreInTheConfiguredCurrencyAndDatesAreDays() {
    Translators euro = Translated.with("hubspot: {constants: {currency: EUR}}");
    String amount =
        change(
            "deal.propertyChange",
            "'objectId':5,'propertyName':'amount','propertyValue':'12500.50'");
    String close =
        change(
            "deal.propertyChange",
            "'objectId':5,'propertyName':'closedate','propertyValue':'1767225600000'");

    var events = Translated.of(euro.hubspot(), "[" + amount + "," + close + "]").accepted();

    OpportunityChanged first = (OpportunityChanged) events.get(0).getBody();
    assertThat(first.getAmountMicros()).isEqualTo(12_500_500_000L);
    assertThat(first.getCurrency()).isEqualTo("EUR");
    OpportunityChanged second = (OpportunityChanged) events.get(1).getBody();
    assertThat(second.getExpectedClose()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(events).extracting(RevenueEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void eachChangeHasItsOwnVerdictAndIsKeptAsItCame() {
    String good = change("deal.creation", "'objectId':5");
    String unknown = change("contact.privacyDeletion", "'objectId':7");

    Translated translated = Translated.of(ALL.hubspot(), "[" + good + ",\n " + unknown + "]");

    assertThat(translated.events().accepted()).hasSize(1);
    assertThat(translated.codes()).containsExactly("unmapped");
    var rejected = translated.events().rejected().get(0);
    assertThat(rejected.index()).isEqualTo(1);
    assertThat(new String(rejected.bytes(), StandardCharsets.UTF_8)).isEqualTo(unknown);
  }

  @Test
  void aRuleOfOnesOwnComesFirstAndConstantsCanBeReplaced() {
    Translators own =
        Translated.with(
            """
            hubspot:
              constants: {won: [closedwon, "9812"]}
              events:
                - when: {subscriptionType: contact.propertyChange, propertyName: nps, propertyValue: {present: true}}
                  type: satisfaction.rated
                  identifiers: {lead: objectId}
                  data: {rating_id: {template: "{objectId}:{occurredAt}"}, kind: {constant: NPS}, score: {path: propertyValue, form: number}}
            """);

    assertThat(
            Translated.of(
                    own.hubspot(),
                    change(
                        "deal.propertyChange",
                        "'objectId':5,'propertyName':'dealstage','propertyValue':'9812'"))
                .summaries())
        .containsExactly("opportunity.won opportunity:crm/5");
    assertThat(
            Translated.of(
                    own.hubspot(),
                    change(
                        "contact.propertyChange",
                        "'objectId':5,'propertyName':'nps','propertyValue':'9'"))
                .only(SatisfactionRated.class)
                .getScore())
        .isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hubspt: {}                                       | did you mean hubspot",
        "hubspot: {events: [{when: {a: b}, type: lead.capturd}]} | did you mean lead.captured",
        "hubspot: {events: [{when: {a: $x}, type: lead.captured}]} | there is no constant $x",
        "hubspot: {events: [{type: lead.captured}]}       | when is missing",
        "stripe: {events: [{when: {a: b}, type: lead.captured, data: {a: {path: b, form: rot13}}}]} | mappings.yaml:1:",
      })
  void aWrongMappingIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> Translated.with(text))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("mappings.yaml:1:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"1e9999999999", "-1E-9999999999"})
  void aNumberBeyondAnyRangeIsNoFaultOfOurs(String number) {
    Translated translated =
        Translated.of(ALL.hubspot(), change("deal.creation", "'objectId':" + number));

    assertThat(translated.decoded()).isInstanceOf(Decoded.Unreadable.class);
  }

  private static String ticket(String type, String event) {
    return """
        {"account_id":22129848,"id":"cbe4028c-7239-495d-b020-f22348516046","time":"2026-03-01T10:00:00.123Z",
         "subject":"zen:ticket:5158","type":"zen:event-type:ticket.%s","zendesk_event_version":"2022-11-06",
         "detail":{"id":"5158","status":"OPEN","priority":"HIGH","subject":"Help","requester_id":"8447388090494",
           "organization_id":"8447346621310","assignee_id":"8447388090499","created_at":"2026-03-01T09:59:59Z","updated_at":"2026-03-01T10:00:00Z","via":{"channel":"web_service"}},
         "event":%s}"""
        .formatted(type, event.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "created | {} | ticket.opened",
        "comment_added | {'comment':{'is_public':true,'author':{'id':'1','is_staff':true,'name':'Grace'}}} | ticket.responded",
        "comment_added | {'comment':{'is_public':true,'author':{'id':'1','is_staff':false}}} | customer.identified",
        "comment_added | {'comment':{'is_public':false,'author':{'id':'1','is_staff':true}}} | customer.identified",
        "status_changed | {'current':'SOLVED','previous':'OPEN'} | ticket.solved",
        "status_changed | {'current':'OPEN','previous':'SOLVED'} | ticket.reopened",
        "status_changed | {'current':'PENDING','previous':'OPEN'} | customer.identified",
        "status_changed | {'current':'CLOSED','previous':'SOLVED'} | customer.identified",
      })
  void whatHappensToATicketOfZendesk(String type, String event, String expected) {
    Translated translated = Translated.of(ALL.zendesk(), ticket(type, event));

    assertThat(translated.summaries())
        .containsExactly(
            expected
                + " organization:crm/8447346621310 user:zendesk:8447388090494 ticket:crm/5158");
  }

  @Test
  void aTicketHasItsPriorityAndTime() {
    Translated translated = Translated.of(ALL.zendesk(), ticket("created", "{}"));

    TicketOpened opened = translated.only(TicketOpened.class);
    assertThat(opened.getPriority()).isEqualTo(TicketPriority.HIGH);
    assertThat(opened.getSubject()).isEqualTo("Help");
    assertThat(translated.accepted().get(0).getOccurredAt()).isEqualTo("2026-03-01T09:59:59Z");
  }

  @Test
  void aTriggerOfZendeskMaySendARating() {
    SatisfactionRated rated =
        Translated.of(
                ALL.zendesk(),
                """
                {"event":"satisfaction.rated","ticket_id":5158,"requester_email":"ada@acme.example",
                 "rating":"good with comment","comment":"Thanks","updated_at":"2026-03-02T10:00:00Z"}""")
            .only(SatisfactionRated.class);

    assertThat(rated.getScore()).isEqualTo(5);
    assertThat(rated.getComment()).isEqualTo("Thanks");
  }

  private static String outbound(String... notifications) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
         <soapenv:Body>
          <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
           <OrganizationId>00D000000000062EAA</OrganizationId>
           <ActionId>04k000000000001AAA</ActionId>
           <SessionId xsi:nil="true"/>
           <EnterpriseUrl>https://acme.my.salesforce.com/services/Soap/c/60.0/00D000000000062</EnterpriseUrl>
           <PartnerUrl>https://acme.my.salesforce.com/services/Soap/u/60.0/00D000000000062</PartnerUrl>
           %s
          </notifications>
         </soapenv:Body>
        </soapenv:Envelope>"""
        .formatted(String.join("\n", notifications));
  }

  private static String notification(String id, String object, String fields) {
    return """
        <Notification><Id>%s</Id><sObject xsi:type="sf:%s" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">%s</sObject></Notification>"""
        .formatted(id, object, fields.replaceAll("(\\w+)=([^,]*),?", "<sf:$1>$2</sf:$1>"));
  }

  private static final String DEAL =
      "Id=006X,AccountId=001A,Name=Big &amp; bold,StageName=Closed Won,IsWon=true,IsClosed=true,Amount=12500.0,CloseDate=2026-03-31,CreatedDate=2026-01-05T08:00:00.000Z,LastModifiedDate=2026-03-20T09:26:53.000Z";

  @Test
  void anOpportunityOfSalesforceIsOpenedChangedAndWon() {
    var events =
        Translated.of(ALL.salesforce(), outbound(notification("04l1", "Opportunity", DEAL)))
            .accepted();

    assertThat(events)
        .extracting(RevenueEvent::getEventId)
        .containsExactly("006X:opened", "04l1", "04l1:won");
    assertThat(events)
        .extracting(event -> event.getOccurredAt().toString())
        .containsExactly("2026-01-05T08:00:00Z", "2026-03-20T09:26:53Z", "2026-03-20T09:26:53Z");
    assertThat(((OpportunityOpened) events.get(0).getBody()).getName()).isEqualTo("Big & bold");
    OpportunityChanged changed = (OpportunityChanged) events.get(1).getBody();
    assertThat(changed.getStage()).isEqualTo("Closed Won");
    assertThat(changed.getExpectedClose()).isEqualTo(LocalDate.of(2026, 3, 31));
    OpportunityWon won = (OpportunityWon) events.get(2).getBody();
    assertThat(won.getAmountMicros()).isEqualTo(12_500_000_000L);
    assertThat(won.getCurrency()).isEqualTo("USD");
  }

  @Test
  void aRejectedNotificationIsKeptAsJsonThatCanBeReadAgain() {
    Translated translated =
        Translated.of(
            ALL.salesforce(),
            outbound(
                notification("04l1", "Opportunity", DEAL),
                notification("04l2", "Widget__c", "Id=a01,Owner=x")));

    assertThat(translated.events().accepted()).hasSize(3);
    assertThat(translated.codes()).containsExactly("unmapped");
    var kept = translated.events().rejected().get(0);
    assertThat(new String(kept.bytes(), StandardCharsets.UTF_8))
        .contains("\"object\":\"Widget__c\"", "\"id\":\"04l2\"", "\"Owner\":\"x\"");
    Translators own =
        Translated.with(
            "salesforce: {events: [{when: {object: Widget__c}, at: {constant: '2026-01-01'}, type: customer.identified, identifiers: {account: fields.Id}, data: {}}]}");
    assertThat(
            Translated.of(own.salesforce(), new String(kept.bytes(), StandardCharsets.UTF_8))
                .summaries())
        .containsExactly("customer.identified account:crm/a01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        "<a><b></a>",
        "<a/>",
        "no xml",
      })
  void whatIsNoOutboundMessageIsRefused(String start) {
    String body = start.startsWith("<!") ? start + outbound().substring(39) : start;

    Translated translated = Translated.of(ALL.salesforce(), body);

    assertThat(translated.decoded()).isInstanceOf(Decoded.Unreadable.class);
    assertThat(((Decoded.Unreadable) translated.decoded()).reason().code().text())
        .isEqualTo("xml.malformed");
  }
}
