package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tributary.event.IdentifierKind;
import io.tributary.ingest.source.SourceName;
import io.tributary.runtime.config.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code {"account": "001A", "email": ["ada@acme.example"], "account@billing": "c-9"}}: a
 * kind, where needed with the namespace that the value is of, and a value or several.
 */
final class IdentifierReader {
  private static final int KIND_LENGTH = 64;

  /** These stand for figures of the company, and no event about a customer may carry them. */
  static final Set<String> COMPANY_WIDE = Set.of("spend", "quota", "fx_rate");

  private final Reading reading;
  private final IdentifierSet identifiers;
  private final String path;
  private int values;

  /**
   * @param path of the field that is read
   */
  IdentifierReader(Reading reading, IdentifierSet identifiers, String path) {
    this.reading = reading;
    this.path = path;
    this.identifiers = identifiers;
  }

  void read() throws IOException {
    JsonInput in = reading.in();
    if (in.token() == JsonToken.VALUE_NULL) {
      return;
    }
    if (in.token() != JsonToken.START_OBJECT) {
      reading.wrongType(path, "an object such as {\"account\": \"001A\"}");
      return;
    }
    Set<String> names = new HashSet<>();
    while (in.next() == JsonToken.FIELD_NAME) {
      String name = in.name();
      String field = path + '.' + Texts.shown(name);
      if (!names.add(name)) {
        reading.reject(Code.JSON_DUPLICATE_KEY, field, "is given twice");
      }
      in.next();
      entry(name, field);
    }
    int most = reading.limits().identifiers();
    if (values > most) {
      reading.reject(
          Code.IDENTIFIER_TOO_MANY, path, "are " + values + "; at most " + most + " are allowed");
    }
  }

  private void entry(String name, String field) throws IOException {
    int at = name.indexOf('@');
    String kindName = at < 0 ? name : name.substring(0, at);
    Optional<IdentifierKind> kind = reading.kinds().named(kindName);
    if (kind.isEmpty() || COMPANY_WIDE.contains(kindName)) {
      reading.reject(
          Code.IDENTIFIER_KIND,
          field,
          "is no kind of identifier; there are " + String.join(", ", kindNames()) + hint(kindName));
      reading.skip(field);
      return;
    }
    String namespace = reading.sender().namespace();
    if (at >= 0) {
      namespace = name.substring(at + 1);
      if (!kind.get().scoped() || !SourceName.isValid(namespace)) {
        reading.reject(
            Code.IDENTIFIER_KIND,
            field,
            kind.get().scoped()
                ? "names no namespace: up to 64 lower-case letters, digits, '-' and '_'"
                : "names a namespace, but " + kindName + " has none");
        reading.skip(field);
        return;
      }
    }
    values(kind.get(), namespace, field);
  }

  /** Reads the current value, or each of its items, as identifiers of that kind. */
  void values(IdentifierKind kind) throws IOException {
    values(kind, reading.sender().namespace(), path);
  }

  private String hint(String kindName) {
    return kindName.length() > KIND_LENGTH ? "" : Nearest.hint(kindName, kindNames());
  }

  private List<String> kindNames() {
    List<String> names = new ArrayList<>();
    for (IdentifierKind kind : reading.kinds().all()) {
      if (!COMPANY_WIDE.contains(kind.name())) {
        names.add(kind.name());
      }
    }
    return names;
  }

  private void values(IdentifierKind kind, String namespace, String field) throws IOException {
    JsonInput in = reading.in();
    if (in.token() != JsonToken.START_ARRAY) {
      value(kind, namespace, field);
      return;
    }
    while (in.next() != JsonToken.END_ARRAY) {
      value(kind, namespace, field);
    }
  }

  private void value(IdentifierKind kind, String namespace, String field) throws IOException {
    values++;
    String value = reading.id(field);
    if (value != null && values <= reading.limits().identifiers()) {
      identifiers.add(kind, namespace, value);
    }
  }
}
