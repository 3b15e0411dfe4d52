package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.EventType;
import io.tributary.event.FxRateSet;
import io.tributary.event.IdentifierKind;
import io.tributary.event.RevenueEvent;
import io.tributary.runtime.config.Nearest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads one event of our own JSON form. For one event. */
final class EventDecoder {
  private static final String ENVELOPE = "id, type, occurred_at, identifiers, data";
  private static final int TYPE_LENGTH = 64;

  private final Reading reading;
  private final Reasons reasons;
  private final IdentifierSet identifiers;
  private final int start;
  private final int index;

  private String id;
  private String typeName;
  private EventType type;
  private Long occurredAt;
  private SpecificRecord body;
  private boolean dataSeen;
  private int dataStart = -1;
  private int dataEnd;
  private int seen;

  /**
   * @param in at the first token of the event
   */
  EventDecoder(JsonInput in, Sender sender, Sender.Rules rules, int index) {
    this.reasons = new Reasons();
    this.reading = new Reading(in, sender, rules, reasons, in.depth() - 1);
    this.identifiers = new IdentifierSet(rules.kinds());
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
      field(name);
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
    readData();
    checkEnvelope();
    if (!reasons.isEmpty()) {
      return rejected(end);
    }
    identifyCompanyWide();
    var sorted = identifiers.sorted();
    if (sorted.isEmpty()) {
      reasons.add(
          Code.IDENTIFIER_MISSING,
          "identifiers",
          "nothing says whose event it is: give at least one identifier that is no placeholder");
      return rejected(end);
    }
    return new Verdict.Accepted(
        type,
        new RevenueEvent(
            id,
            reading.sender().source(),
            reading.sender().namespace(),
            type.typeName(),
            Instant.ofEpochMilli(occurredAt),
            reading.sender().receivedAt(),
            sorted,
            body));
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "id" -> {
        once(1, name);
        id = reading.id(name);
      }
      case "type" -> {
        once(2, name);
        type();
      }
      case "occurred_at" -> {
        once(4, name);
        occurredAt = reading.timestamp(name);
      }
      case "identifiers" -> {
        once(8, name);
        new IdentifierReader(reading, identifiers).read();
      }
      case "data" -> {
        once(16, name);
        data();
      }
      default -> {
        String field = Texts.shown(name);
        reasons.add(Code.FIELD_UNKNOWN, field, unknownField(name));
        reading.skip(field);
      }
    }
  }

  private void once(int bit, String name) {
    if ((seen & bit) != 0) {
      reasons.add(Code.JSON_DUPLICATE_KEY, name, "is given twice");
    }
    seen |= bit;
  }

  private static String unknownField(String name) {
    if (name.equals("source") || name.equals("namespace")) {
      return "follows from the key and cannot be sent";
    }
    String hint =
        name.length() > TYPE_LENGTH
            ? ""
            : Nearest.hint(name, java.util.List.of(ENVELOPE.split(", ")));
    return "an event has " + ENVELOPE + "; further fields belong into data" + hint;
  }

  private void type() throws IOException {
    typeName = reading.text("type");
    if (typeName == null) {
      return;
    }
    Optional<EventType> named = EventType.named(typeName);
    if (named.isEmpty()) {
      String hint =
          typeName.length() > TYPE_LENGTH ? "" : Nearest.hint(typeName, Shapes.typeNames());
      reasons.add(
          Code.TYPE_UNKNOWN, "type", "there is no type '" + Texts.shown(typeName) + "'" + hint);
    } else if (!reading.sender().allowed().contains(named.get())) {
      reasons.add(
          Code.TYPE_FORBIDDEN,
          "type",
          "the key of " + reading.sender().source() + " may not send " + typeName);
    }
    type = named.orElse(null);
  }

  private void data() throws IOException {
    if (type != null) {
      body = new DataReader(reading, Shapes.of(type), identifiers).read();
      dataSeen = true;
      return;
    }
    // What the data means is known when the type is; until then it is only passed over.
    dataStart = reading.in().start();
    reading.skip("data");
    dataEnd = reading.in().end();
  }

  private void readData() throws IOException {
    if (type == null || dataSeen) {
      return;
    }
    if (dataStart < 0) {
      body = new DataReader(reading, Shapes.of(type), identifiers).absent();
      return;
    }
    try (JsonInput data = reading.in().part(dataStart, dataEnd)) {
      data.next();
      // Data is one level below its event.
      body =
          new DataReader(reading.from(data, data.depth() - 2), Shapes.of(type), identifiers).read();
    }
  }

  private void checkEnvelope() {
    require("id", id, "every event has an id that is its own within its source");
    require("type", typeName, "every event has a type, for example opportunity.won");
    require("occurred_at", occurredAt, "every event says when it occurred");
    if (occurredAt != null) {
      long latest = reading.sender().receivedAt().plus(reading.limits().future()).toEpochMilli();
      if (occurredAt > latest) {
        reasons.add(
            Code.TIME_FUTURE,
            "occurred_at",
            Instant.ofEpochMilli(occurredAt)
                + " is more than "
                + reading.limits().future().toHours()
                + " hours in the future");
      }
    }
  }

  private void require(String field, Object value, String why) {
    if (value == null && !reasons.concern(field)) {
      reasons.add(Code.FIELD_MISSING, field, why);
    }
  }

  /** Figures of the company are entities of a customer of their own, which no one sees. */
  private void identifyCompanyWide() {
    if (body instanceof FxRateSet rate) {
      Optional<IdentifierKind> kind = reading.kinds().named("fx_rate");
      identifiers.clear();
      kind.ifPresent(
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
        id == null ? null : Texts.keepable(id),
        typeName == null ? null : Texts.shown(typeName),
        reasons.list(),
        start,
        end - start);
  }
}
