package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.runtime.config.Nearest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Reads the {@code data} of an event into the record of its type. */
final class DataReader {
  private static final int NAME_LENGTH = 64;

  private final Reading reading;
  private final Shape shape;
  private final IdentifierSet identifiers;
  private final IdentifierReader identifiersWithin;
  private final SpecificRecord record;
  private Attributes attributes;
  private boolean identifiersSeen;

  /** By position in the record: what was written, and of that what is there. */
  private long seen;

  private long present;

  /**
   * @param identifiersWithin reads the identifiers where the data holds them; null elsewhere
   */
  DataReader(
      Reading reading, Shape shape, IdentifierSet identifiers, IdentifierReader identifiersWithin) {
    this.reading = reading;
    this.shape = shape;
    this.identifiers = identifiers;
    this.identifiersWithin = identifiersWithin;
    this.record = shape.blank();
  }

  /** An event whose type needs nothing may come without data. */
  SpecificRecord absent() {
    requireAll();
    return record;
  }

  SpecificRecord read() throws IOException {
    JsonInput in = reading.in();
    if (in.token() == JsonToken.VALUE_NULL) {
      return absent();
    }
    if (in.token() != JsonToken.START_OBJECT) {
      reading.wrongType("data", "an object");
      return record;
    }
    while (in.next() == JsonToken.FIELD_NAME) {
      String name = in.name();
      in.next();
      Shape.Field field = shape.field(name);
      if (field != null) {
        known(field);
      } else if (identifiersWithin != null && name.equals("identifiers")) {
        if (identifiersSeen) {
          reading.reject(Code.JSON_DUPLICATE_KEY, "data.identifiers", "is given twice");
        }
        identifiersSeen = true;
        identifiersWithin.read();
      } else if (name.equals(Shape.ATTRIBUTES)) {
        attributes().readAll();
      } else {
        attributes().read(name);
      }
    }
    if (attributes != null) {
      record.put(shape.attributes(), attributes.values());
    }
    requireAll();
    Consistency.check(record, reading.reasons());
    return record;
  }

  private Attributes attributes() {
    if (attributes == null) {
      attributes = new Attributes(reading);
    }
    return attributes;
  }

  private void known(Shape.Field field) throws IOException {
    long bit = 1L << field.position();
    if ((seen & bit) != 0) {
      reading.reject(Code.JSON_DUPLICATE_KEY, field.path(), "is given twice");
    }
    seen |= bit;
    Object value = field.form().read(reading, field.path());
    if (value == null) {
      return;
    }
    if (field.form() instanceof ValueForm.Id) {
      id(field, (String) value);
    } else {
      put(field, value);
    }
  }

  private void put(Shape.Field field, Object value) {
    record.put(field.position(), value);
    present |= 1L << field.position();
  }

  private void id(Shape.Field field, String id) {
    if (reading.kinds().identifiesNobody(id)) {
      if (field.required()) {
        reading.reject(
            Code.ID_PLACEHOLDER, field.path(), "'" + Texts.shown(id) + "' tells nothing apart");
      }
      return;
    }
    put(field, id);
    if (field.entity() != null) {
      reading
          .kinds()
          .named(field.entity())
          .ifPresent(kind -> identifiers.add(kind, reading.sender().namespace(), id));
    }
  }

  private void requireAll() {
    List<Shape.Field> required = shape.required();
    for (int i = 0; i < required.size(); i++) {
      Shape.Field field = required.get(i);
      boolean missing = (present & 1L << field.position()) == 0;
      if (missing && !reading.reasons().concern(field.path())) {
        reading.reject(
            Code.FIELD_MISSING,
            field.path(),
            shape.type().typeName() + " needs " + field.name() + misspelt(field.name()));
      }
    }
  }

  private String misspelt(String name) {
    Map<String, String> others = attributes == null ? Map.of() : attributes.values();
    Collection<String> written =
        others.keySet().stream().filter(other -> other.length() <= NAME_LENGTH).toList();
    List<String> nearest = Nearest.of(name, written);
    return nearest.isEmpty() ? "" : "; is it written " + nearest.get(0) + "?";
  }
}
