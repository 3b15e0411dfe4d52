package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.EventType;
import io.tributary.event.FxRateSet;
import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Reads one event in JSON, and judges it. For one event. */
final class EventDecoder {
  private final Reading reading;
  private final Reasons reasons;
  private final IdentifierSet identifiers;
  private final EnvelopeReader envelope;
  private final int start;
  private final int index;

  /**
   * @param in at the first token of the event
   */
  EventDecoder(JsonInput in, Envelope form, Sender sender, Sender.Rules rules, int index) {
    this.reasons = new Reasons();
    this.reading = new Reading(in, sender, rules, reasons, in.depth() - 1);
    this.identifiers = new IdentifierSet(rules.kinds());
    this.envelope = new EnvelopeReader(reading, form, identifiers);
    this.start = in.start();
    this.index = index;
  }

  /** Leaves the input at the last token of the event. */
  Verdict decode() throws IOException {
    JsonInput in = reading.in();
    if (in.token() != JsonToken.START_OBJECT) {
      reasons.add(Code.JSON_NOT_OBJECT, "", "an event is a JSON object");
      reading.skip("");
      return rejected(in.end());
    }
    while (in.next() == JsonToken.FIELD_NAME) {
      String name = in.name();
      in.next();
      envelope.field(name);
    }
    int end = in.end();
    if (end - start > reading.limits().eventBytes()) {
      reasons.add(
          Code.EVENT_TOO_LARGE,
          "",
          "has %d bytes; at most %d are allowed"
              .formatted(end - start, reading.limits().eventBytes()));
      return rejected(end);
    }
    SpecificRecord body = envelope.data();
    envelope.check();
    if (!reasons.isEmpty()) {
      return rejected(end);
    }
    identifyCompanyWide(body);
    List<Identifier> sorted = identifiers.sorted();
    if (sorted.isEmpty()) {
      reasons.add(
          Code.IDENTIFIER_MISSING,
          "identifiers",
          "nothing says whose event it is: give at least one identifier that is no placeholder");
      return rejected(end);
    }
    return new Verdict.Accepted(envelope.type(), event(sorted, body));
  }

  private RevenueEvent event(List<Identifier> sorted, SpecificRecord body) {
    return new RevenueEvent(
        envelope.id(),
        reading.sender().source(),
        reading.sender().namespace(),
        envelope.type().typeName(),
        Instant.ofEpochMilli(envelope.occurredAt()),
        reading.sender().receivedAt(),
        sorted,
        body);
  }

  /** Figures of the company are entities of a customer of their own, which no one sees. */
  private void identifyCompanyWide(SpecificRecord body) {
    EventType type = envelope.type();
    if (body instanceof FxRateSet rate) {
      identifiers.clear();
      reading
          .kinds()
          .named("fx_rate")
          .ifPresent(
              fx ->
                  identifiers.add(
                      fx, reading.sender().namespace(), rate.getBase() + '/' + rate.getQuote()));
    } else if (type.companyWide()) {
      identifiers.keepOnly(type == EventType.SPEND_RECORDED ? "spend" : "quota");
    }
  }

  private Verdict.Rejected rejected(int end) {
    return new Verdict.Rejected(
        index,
        envelope.id() == null ? null : Texts.keepable(envelope.id()),
        envelope.typeName() == null ? null : Texts.shown(envelope.typeName()),
        reasons.list(),
        reading.in().body(),
        start,
        end - start);
  }
}
