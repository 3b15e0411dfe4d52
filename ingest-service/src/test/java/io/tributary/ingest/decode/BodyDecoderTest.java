package io.tributary.ingest.decode;

import static io.tributary.ingest.decode.Bodies.event;
import static io.tributary.ingest.decode.Bodies.events;
import static io.tributary.ingest.decode.Bodies.json;
import static io.tributary.ingest.decode.Bodies.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.decode.Verdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a body falls apart into events. */
class BodyDecoderTest {
  private static final String GOOD = event("opportunity.won", "{\"opportunity_id\":\"006X\"}");
  private static final String BAD = event("opportunity.won", "{ \"no\" : \"}{][\\\"é\" }");

  private static String slice(String body, Rejected rejected) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, rejected.start(), rejected.length(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%1$s", " \n%1$s\n ", "[%1$s]", " [ %1$s ] ", "\uFEFF%1$s", "\uFEFF[%1$s]"})
  void anObjectOrAnArrayOfOneIsOneEvent(String form) {
    assertThat(events(json(form.formatted(GOOD))).accepted()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s\n%1$s", "%1$s%1$s", "%1$s \r\n\r\n %1$s\r\n"})
  void oneObjectAfterTheOtherIsRead(String form) {
    assertThat(events(json(form.formatted(GOOD))).accepted()).hasSize(2);
  }

  @Test
  void aBadEventCostsOnlyItselfAndIsKeptByteForByte() {
    String body = "[ %s ,\n%s, 7, [[]] ,%s]".formatted(GOOD, BAD, GOOD);

    Decoded.Events events = events(json(body));

    assertThat(events.accepted()).hasSize(2);
    assertThat(events.rejected()).extracting(Rejected::index).containsExactly(1, 2, 3);
    assertThat(events.rejected())
        .extracting(rejected -> slice(body, rejected))
        .containsExactly(BAD, "7", "[[]]");
    assertThat(events.rejected().get(0).id()).isEqualTo("evt-1");
    assertThat(events.rejected().get(0).type()).isEqualTo("opportunity.won");
  }

  @Test
  void aBrokenLineCostsOnlyItself() {
    String body =
        "%s\n{\"id\":\n\n%s\r\n%s trailing\n%s%s\n%s".formatted(GOOD, BAD, GOOD, GOOD, GOOD, GOOD);

    Decoded.Events events = events(lines(body));

    assertThat(events.accepted()).hasSize(2);
    assertThat(events.rejected()).extracting(Rejected::index).containsExactly(1, 2, 3, 4);
    assertThat(slice(body, events.rejected().get(0))).isEqualTo("{\"id\":");
    assertThat(slice(body, events.rejected().get(1))).isEqualTo(BAD);
    assertThat(events.rejected().get(0).reasons().get(0).message()).startsWith("line 2, column ");
    assertThat(events.rejected().get(2).reasons().get(0).code()).isEqualTo(Code.JSON_MALFORMED);
    assertThat(events.rejected().get(3).reasons().get(0).message()).contains("line 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{",
        "[",
        "[%s",
        "[%s,]",
        "[%s}",
        "[%s] x",
        "[%s][]",
        "%s,",
        "{'id':1}",
        "{\"id\":NaN}",
        "{\"id\":Infinity}",
        "{\"id\":01}",
        "{\"id\":+1}",
        "{\"id\":\"\u0001\"}",
        "{\"id\":\"\\x\"}",
        "{\"id\":1} // x",
        "{\"id\" 1}",
        "nul"
      })
  void whatIsNoJsonIsRefusedAsAWholeAndSaysWhere(String form) {
    Decoded decoded = json(form.formatted(GOOD));

    assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
    Reason reason = ((Decoded.Unreadable) decoded).reason();
    assertThat(reason.code()).isEqualTo(Code.JSON_MALFORMED);
    assertThat(reason.message()).matches("line \\d+, column \\d+: .+").doesNotContain("Feature");
  }

  @Test
  void theWholeThatNestsWithoutEndIsRefused() {
    Decoded decoded = json("[".repeat(200_000));

    assertThat(((Decoded.Unreadable) decoded).reason().code()).isEqualTo(Code.JSON_TOO_DEEP);
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] latin = GOOD.replace("006X", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16LE);
    BodyDecoder decoder = Bodies.decoder(Bodies.LIMITS);

    assertThat(decoder.json(latin, latin.length, Bodies.CRM))
        .isInstanceOf(Decoded.Unreadable.class)
        .extracting(decoded -> ((Decoded.Unreadable) decoded).reason().code())
        .isEqualTo(Code.TEXT_NOT_UTF8);
    assertThat(decoder.json(wide, wide.length, Bodies.CRM)).isInstanceOf(Decoded.Unreadable.class);
    assertThat(events(decoder.lines(latin, latin.length, Bodies.CRM)).rejected().get(0).reasons())
        .extracting(Reason::code)
        .containsExactly(Code.TEXT_NOT_UTF8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\uFEFF"})
  void nothingIsNoEvent(String body) {
    assertThat(((Decoded.Unreadable) json(body)).reason().code()).isEqualTo(Code.BODY_EMPTY);
    assertThat(((Decoded.Unreadable) lines(body)).reason().code()).isEqualTo(Code.BODY_EMPTY);
  }

  @Test
  void anEmptyArrayIsNoMistake() {
    assertThat(json("[]")).isEqualTo(new Decoded.Events(java.util.List.of(), java.util.List.of()));
  }

  @Test
  void thereIsAMostOfEvents() {
    String event = "{},";

    assertThat(events(json("[" + event.repeat(2499) + "{}]")).rejected()).hasSize(2500);
    assertThat(((Decoded.Unreadable) json("[" + event.repeat(2500) + "{}]")).reason().code())
        .isEqualTo(Code.BODY_TOO_MANY_EVENTS);
    assertThat(((Decoded.Unreadable) lines("{}\n".repeat(2501))).reason().code())
        .isEqualTo(Code.BODY_TOO_MANY_EVENTS);
  }

  @Test
  void aKeyMayBeGoodForSomeTypesOnly() {
    Sender marketing =
        new Sender(
            "ads",
            "ads",
            EnumSet.of(io.tributary.event.EventType.CAMPAIGN_TOUCHED),
            Bodies.RECEIVED);
    byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);

    Decoded.Events events =
        events(Bodies.decoder(Bodies.LIMITS).json(body, body.length, marketing));

    assertThat(events.rejected().get(0).reasons())
        .extracting(Reason::code)
        .containsExactly(Code.TYPE_FORBIDDEN);
  }
}
