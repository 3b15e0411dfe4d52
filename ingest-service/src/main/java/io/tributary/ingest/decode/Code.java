package io.tributary.ingest.decode;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why an event or a request was not accepted. Codes are stable: senders branch on them, analysts
 * count them.
 */
public enum Code {
  // Of an event.
  EVENT_TOO_LARGE("event.too_large", "The event is larger than ingest.event.bytes."),
  FIELD_MISSING("field.missing", "A field that this type of event needs is not there, or empty."),
  FIELD_TYPE("field.type", "The value is of another JSON type than the field."),
  FIELD_UNKNOWN("field.unknown", "The envelope of an event has no such field."),
  FIELD_RANGE("field.range", "The number is smaller or larger than the field allows."),
  TEXT_TOO_LONG("text.too_long", "The text is longer than ingest.text.bytes."),
  TEXT_INVALID("text.invalid", "The text holds U+0000 or half of a surrogate pair."),
  TEXT_NOT_UTF8("text.not_utf8", "The bytes are not UTF-8."),
  ID_TOO_LONG("id.too_long", "The id is longer than 128 characters."),
  ID_PLACEHOLDER("id.placeholder", "The id is a placeholder such as null, unknown or 0."),
  TYPE_UNKNOWN("type.unknown", "There is no such type of event."),
  TYPE_FORBIDDEN("type.forbidden", "The key may not send this type of event."),
  TIME_INVALID("time.invalid", "Not an RFC 3339 timestamp."),
  TIME_NO_OFFSET("time.no_offset", "The timestamp does not say its offset from UTC."),
  TIME_FUTURE("time.future", "The event would have occurred too far in the future."),
  DATE_INVALID("date.invalid", "Not a date of the form YYYY-MM-DD."),
  PERIOD_REVERSED("period.reversed", "The period ends before it starts."),
  NUMBER_INVALID("number.invalid", "Not a number of the form that the field needs."),
  AMOUNT_TOO_PRECISE("amount.too_precise", "The amount has more than six decimals."),
  CURRENCY_UNKNOWN("currency.unknown", "Not a currency of ISO 4217."),
  CURRENCY_MISSING("currency.missing", "An amount says nothing without its currency."),
  ENUM_UNKNOWN("enum.unknown", "The field has a fixed set of values, and this is none of them."),
  IDENTIFIER_MISSING("identifier.missing", "Nothing in the event says whose it is."),
  IDENTIFIER_KIND("identifier.kind", "There is no such kind of identifier."),
  IDENTIFIER_TOO_MANY("identifier.too_many", "More identifiers than ingest.identifiers."),
  ATTRIBUTE_TOO_MANY("attribute.too_many", "More further fields than ingest.attributes."),
  ATTRIBUTE_TOO_LARGE("attribute.too_large", "A further field exceeds ingest.attribute.bytes."),
  JSON_NOT_OBJECT("json.not_object", "An event is a JSON object."),
  JSON_DUPLICATE_KEY("json.duplicate_key", "The same key twice in one object."),
  JSON_TOO_DEEP("json.too_deep", "The JSON nests deeper than ingest.depth."),
  JSON_MALFORMED("json.malformed", "Not JSON."),
  UNMAPPED("unmapped", "Nothing says what this means as an event; a mapping can."),
  CONSENT_REFUSED("consent.refused", "The person has not agreed; the content is not kept."),
  XML_MALFORMED("xml.malformed", "Not XML of the form that the endpoint takes."),

  // Of a request as a whole.
  BODY_EMPTY("body.empty", "The request has no body."),
  BODY_TIMEOUT("body.timeout", "The body did not arrive within http.body.timeout."),
  BODY_INCOMPLETE("body.incomplete", "The connection ended before the body did."),
  BODY_TOO_LARGE("body.too_large", "The body is larger than ingest.request.bytes."),
  BODY_TOO_MANY_EVENTS("body.too_many_events", "More events than ingest.request.events."),
  BODY_LENGTH_MISSING("body.length_missing", "Neither Content-Length nor chunks."),
  CONTENT_TYPE("content.type", "The content type is none that is read here."),
  CONTENT_ENCODING(
      "content.encoding", "The body is compressed in a way that is not read, or broken."),
  KEY_MISSING("key.missing", "The request has no key."),
  KEY_UNKNOWN("key.unknown", "The key is nobody's."),
  SIGNATURE_MISSING("signature.missing", "The delivery is not signed as its sender signs."),
  SIGNATURE_INVALID("signature.invalid", "No secret of any source gives that signature."),
  SIGNATURE_EXPIRED("signature.expired", "The signature is too old, or of the future."),
  PATH_UNKNOWN("path.unknown", "Nothing is there."),
  METHOD("method", "The path is there, the method is not."),
  RATE_EXCEEDED("rate.exceeded", "The source sends faster than it may."),
  REQUEST_INVALID("request.invalid", "Not a request of HTTP/1.1, or its head is too large."),
  OVERLOADED("overloaded", "Too many bytes are in flight; try again."),
  UNAVAILABLE("unavailable", "Kafka or the schema registry is away; try again."),
  STOPPING("stopping", "The service stops; try again."),
  INTERNAL("internal", "A fault of the service; try again.");

  private static final Map<String, Code> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Code::text, code -> code));

  private final String text;
  private final String meaning;

  Code(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** As senders and the warehouse see it. */
  public String text() {
    return text;
  }

  /** A sentence for the reference. */
  public String meaning() {
    return meaning;
  }

  /** The code of that text. */
  public static Code of(String text) {
    Code code = BY_TEXT.get(text);
    if (code == null) {
      throw new IllegalArgumentException("no such code: " + text);
    }
    return code;
  }
}
