package io.tributary.ingest.decode;

import io.tributary.event.EventType;
import io.tributary.event.IdentifierKind;
import io.tributary.ingest.decode.Envelope.Part;
import io.tributary.runtime.config.Nearest;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Reads what surrounds the data of one event. */
final class EnvelopeReader {
  private static final List<String> FIELDS =
      List.of("id", "type", "occurred_at", "identifiers", "data");
  private static final int NAME_LENGTH = 64;
  private static final String VERSION = "1.0";

  private final Reading reading;
  private final Envelope form;
  private final IdentifierSet identifiers;
  private final DataPart data;
  private final Set<String> extensions = new HashSet<>(0);
  private final Set<Part> seen = EnumSet.noneOf(Part.class);

  private String id;
  private String typeName;
  private EventType type;
  private Long occurredAt;

  EnvelopeReader(Reading reading, Envelope form, IdentifierSet identifiers) {
    this.reading = reading;
    this.form = form;
    this.identifiers = identifiers;
    this.data = new DataPart(reading, form, identifiers);
  }

  /** Null when it is missing or wrong, like the others. */
  String id() {
    return id;
  }

  String typeName() {
    return typeName;
  }

  EventType type() {
    return type;
  }

  Long occurredAt() {
    return occurredAt;
  }

  /** Reads the current value, which has that name. */
  void field(String name) throws IOException {
    Part part = form.part(name);
    if (part == null) {
      other(name);
      return;
    }
    if (!seen.add(part) && part != Part.PASSED_OVER) {
      reading.reject(Code.JSON_DUPLICATE_KEY, name, "is given twice");
    }
    switch (part) {
      case VERSION -> version(name);
      case ID -> id = reading.id(name);
      case TYPE -> type(name);
      case OCCURRED_AT -> occurredAt = reading.timestamp(name);
      case IDENTIFIERS -> new IdentifierReader(reading, identifiers, name).read();
      case CONTENT_TYPE -> contentType(name);
      case DATA -> data.read(type);
      case DATA_BASE64 -> data.readBase64(name, type);
      case PASSED_OVER -> reading.skip(name);
    }
  }

  private void other(String name) throws IOException {
    String field = Texts.shown(name);
    if (form == Envelope.CLOUD_EVENTS) {
      extension(name, field);
      return;
    }
    reading.reject(Code.FIELD_UNKNOWN, field, unknown(name));
    reading.skip(field);
  }

  private static String unknown(String name) {
    if (name.equals("source") || name.equals("namespace")) {
      return "follows from the key and cannot be sent";
    }
    String hint = name.length() > NAME_LENGTH ? "" : Nearest.hint(name, FIELDS);
    return "an event has " + String.join(", ", FIELDS) + "; further fields belong into data" + hint;
  }

  /** An extension attribute that is a kind of identifier says whose event it is. */
  private void extension(String name, String field) throws IOException {
    if (!extensions.add(name)) {
      reading.reject(Code.JSON_DUPLICATE_KEY, field, "is given twice");
    }
    Optional<IdentifierKind> kind = kind(name);
    if (kind.isPresent()) {
      new IdentifierReader(reading, identifiers, field).values(kind.get());
    } else {
      reading.skip(field);
    }
  }

  /** Names of extension attributes have no underscores: billingcustomer is billing_customer. */
  private Optional<IdentifierKind> kind(String name) {
    for (IdentifierKind kind : reading.kinds().all()) {
      boolean named = kind.name().equals(name) || kind.name().replace("_", "").equals(name);
      if (named && !IdentifierReader.COMPANY_WIDE.contains(kind.name())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private void version(String name) throws IOException {
    String version = reading.text(name);
    if (version != null && !version.equals(VERSION)) {
      reading.reject(Code.FIELD_RANGE, name, "must be 1.0, not " + Texts.shown(version));
    }
  }

  private void contentType(String name) throws IOException {
    String type = reading.text(name);
    if (type != null && !type.toLowerCase(Locale.ROOT).contains("json")) {
      reading.reject(Code.FIELD_TYPE, name, "only JSON is read as data, not " + Texts.shown(type));
    }
  }

  private void type(String name) throws IOException {
    typeName = reading.text(name);
    if (typeName == null) {
      return;
    }
    Optional<EventType> named = EventType.named(typeName);
    if (named.isEmpty()) {
      String hint =
          typeName.length() > NAME_LENGTH ? "" : Nearest.hint(typeName, Shapes.typeNames());
      reading.reject(
          Code.TYPE_UNKNOWN, name, "there is no type '" + Texts.shown(typeName) + "'" + hint);
    } else if (!reading.sender().allowed().contains(named.get())) {
      reading.reject(
          Code.TYPE_FORBIDDEN,
          name,
          "the key of " + reading.sender().source() + " may not send " + typeName);
    }
    type = named.orElse(null);
  }

  /** The data, when the whole event has been read; null when the type is not known. */
  SpecificRecord data() throws IOException {
    return data.of(type);
  }

  /** Says what is missing, and whether the event lies in the future. */
  void check() {
    if (form == Envelope.CLOUD_EVENTS && !seen.contains(Part.VERSION)) {
      reading.reject(Code.FIELD_MISSING, "specversion", "a CloudEvent says specversion 1.0");
    }
    require(Part.ID, id, "every event has an id that is its own within its source");
    require(Part.TYPE, typeName, "every event has a type, for example opportunity.won");
    require(Part.OCCURRED_AT, occurredAt, "every event says when it occurred");
    if (occurredAt == null) {
      return;
    }
    long latest = reading.sender().receivedAt().plus(reading.limits().future()).toEpochMilli();
    if (occurredAt > latest) {
      reading.reject(
          Code.TIME_FUTURE,
          form.name(Part.OCCURRED_AT),
          Instant.ofEpochMilli(occurredAt)
              + " is more than "
              + reading.limits().future().toHours()
              + " hours in the future");
    }
  }

  private void require(Part part, Object value, String why) {
    String field = form.name(part);
    if (value == null && !reading.reasons().concern(field)) {
      reading.reject(Code.FIELD_MISSING, field, why);
    }
  }
}
