package io.tributary.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.EventType;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.RevenueEvent;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Bodies as the source crm sends them, received at noon of 2026-04-01. */
public final class Bodies {
  public static final Limits LIMITS =
      new Limits(32 << 10, 500 << 10, 2500, 32, 64 << 10, 20, 50, 1 << 10, Duration.ofHours(24));
  public static final Instant RECEIVED = Instant.parse("2026-04-01T12:00:00Z");
  public static final Sender CRM =
      new Sender("crm", "crm", EnumSet.allOf(EventType.class), RECEIVED);

  private Bodies() {}

  public static BodyDecoder decoder(Limits limits) {
    return new BodyDecoder(
        new Sender.Rules(limits, IdentifierKinds.standard(), ZoneId.of("Europe/Vienna")));
  }

  static Decoded json(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return decoder(LIMITS).json(bytes, bytes.length, CRM);
  }

  static Decoded lines(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return decoder(LIMITS).lines(bytes, bytes.length, CRM);
  }

  static Decoded.Events events(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Events.class);
    return (Decoded.Events) decoded;
  }

  /** The one event of the body, which must be accepted. */
  static RevenueEvent accepted(String body) {
    Decoded.Events events = events(json(body));
    assertThat(events.rejected()).isEmpty();
    assertThat(events.accepted()).hasSize(1);
    Accepted only = events.accepted().get(0);
    return only.event();
  }

  static <T extends SpecificRecord> T body(Class<T> kind, String type, String data) {
    return kind.cast(accepted(event(type, data)).getBody());
  }

  /** The reasons against the one event of the body, which must be rejected. */
  static List<Reason> reasons(String body) {
    return rejected(body).reasons();
  }

  static Rejected rejected(String body) {
    Decoded.Events events = events(json(body));
    assertThat(events.accepted()).isEmpty();
    assertThat(events.rejected()).hasSize(1);
    return events.rejected().get(0);
  }

  /** An event of account 001A in which all but the data is as it must be. */
  public static String event(String type, String data) {
    return """
        {"id":"evt-1","type":"%s","occurred_at":"2026-03-14T09:26:53Z","identifiers":{"account":"001A"},"data":%s}"""
        .formatted(type, data);
  }

  /** An opportunity that was won, with this envelope field instead of the right one. */
  static String envelope(String field, String value) {
    String[] fields = {
      "\"id\":\"evt-1\"",
      "\"type\":\"opportunity.won\"",
      "\"occurred_at\":\"2026-03-14T09:26:53Z\"",
      "\"identifiers\":{\"account\":\"001A\"}",
      "\"data\":{\"opportunity_id\":\"006X\"}"
    };
    StringBuilder event = new StringBuilder("{");
    boolean replaced = false;
    for (String given : fields) {
      boolean same = given.startsWith('"' + field + "\":");
      replaced |= same;
      if (!same || value != null) {
        event.append(event.length() > 1 ? "," : "");
        event.append(same ? '"' + field + "\":" + value : given);
      }
    }
    if (!replaced && value != null) {
      event.append(",\"").append(field).append("\":").append(value);
    }
    return event.append('}').toString();
  }
}
