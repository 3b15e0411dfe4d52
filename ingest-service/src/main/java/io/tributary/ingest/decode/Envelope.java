package io.tributary.ingest.decode;

import java.util.LinkedHashMap;
import java.util.Map;

/** What surrounds the data of an event, and what its parts are called. */
enum Envelope {
  /** Our own form. */
  NATIVE(
      Map.of(
          "id", Part.ID,
          "type", Part.TYPE,
          "occurred_at", Part.OCCURRED_AT,
          "identifiers", Part.IDENTIFIERS,
          "data", Part.DATA)),

  /** The JSON format of CloudEvents 1.0. Its source and subject do not say whose event it is. */
  CLOUD_EVENTS(
      Map.of(
          "specversion", Part.VERSION,
          "id", Part.ID,
          "type", Part.TYPE,
          "time", Part.OCCURRED_AT,
          "datacontenttype", Part.CONTENT_TYPE,
          "data", Part.DATA,
          "data_base64", Part.DATA_BASE64,
          "source", Part.PASSED_OVER,
          "subject", Part.PASSED_OVER,
          "dataschema", Part.PASSED_OVER));

  /** What a field of the envelope is for. */
  enum Part {
    VERSION,
    ID,
    TYPE,
    OCCURRED_AT,
    IDENTIFIERS,
    CONTENT_TYPE,
    DATA,
    DATA_BASE64,
    PASSED_OVER
  }

  private final Map<String, Part> parts;
  private final Map<Part, String> names = new LinkedHashMap<>();

  Envelope(Map<String, Part> parts) {
    this.parts = parts;
    parts.forEach((name, part) -> names.put(part, name));
  }

  /** Null when the envelope has no such field. */
  Part part(String name) {
    return parts.get(name);
  }

  /** What senders call it. */
  String name(Part part) {
    return names.get(part);
  }
}
