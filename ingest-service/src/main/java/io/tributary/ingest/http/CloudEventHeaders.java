package io.tributary.ingest.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.decode.Syntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * The binary mode of CloudEvents: the attributes are headers, the body is the data. Both are put
 * together to the structured form, which is what is decoded and, if need be, kept.
 */
final class CloudEventHeaders implements Format {
  static final String STRUCTURED = "application/cloudevents+json";

  private static final String PREFIX = "ce-";
  private static final JsonFactory JSON = new JsonFactory();

  private final BodyDecoder decoder;
  private final List<Attribute> attributes;

  private record Attribute(String name, String value) {}

  private CloudEventHeaders(BodyDecoder decoder, List<Attribute> attributes) {
    this.decoder = decoder;
    this.attributes = attributes;
  }

  /** Empty when the headers are not those of a CloudEvent. */
  static Optional<Format> of(HttpFields headers, BodyDecoder decoder) {
    if (!headers.contains("ce-specversion")) {
      return Optional.empty();
    }
    List<Attribute> attributes = new ArrayList<>();
    for (HttpField field : headers) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        attributes.add(new Attribute(name.substring(PREFIX.length()), percentDecoded(field)));
      }
    }
    return Optional.of(new CloudEventHeaders(decoder, attributes));
  }

  /** Values may hold what headers cannot: as the percent-encoded bytes of its UTF-8. */
  private static String percentDecoded(HttpField field) {
    byte[] text = Optional.ofNullable(field.getValue()).orElse("").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      int high = i + 2 < text.length && text[i] == '%' ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      if (low < 0) {
        decoded.write(text[i]);
      } else {
        decoded.write(high << 4 | low);
        i += 2;
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Decoded decode(byte[] body, int length, Sender sender) {
    byte[] structured = structured(body, length);
    return decoder.cloudEvents(structured, structured.length, sender);
  }

  private byte[] structured(byte[] body, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 512);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      for (Attribute attribute : attributes) {
        json.writeStringField(attribute.name(), attribute.value());
      }
      if (isOneValue(body, length)) {
        json.writeFieldName("data");
        json.writeRawValue(new String(body, 0, length, StandardCharsets.UTF_8));
      } else if (length > 0) {
        // No JSON: in Base64 the event can still be told apart, and judged.
        json.writeFieldName("data_base64");
        json.writeBinary(body, 0, length);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Anything else would spill over into the attributes. */
  private static boolean isOneValue(byte[] body, int length) {
    if (Syntax.notUtf8(body, 0, length).isPresent()) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(body, 0, length)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Optional<String> keptAs() {
    return Optional.of(STRUCTURED);
  }
}
