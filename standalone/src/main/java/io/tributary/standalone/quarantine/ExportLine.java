package io.tributary.standalone.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What was kept, as a line of JSON: to be counted, mended or handed on. */
public final class ExportLine {
  private static final JsonFactory JSON = new JsonFactory();

  private ExportLine() {}

  public static String of(Quarantined kept) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("rejection_id", kept.rejectionId());
      json.writeStringField("received_at", kept.receivedAt().toString());
      json.writeStringField("source", kept.source());
      json.writeStringField("endpoint", kept.endpoint());
      json.writeStringField("content_type", kept.contentType());
      json.writeStringField("event_id", kept.eventId());
      json.writeStringField("type", kept.type());
      json.writeFieldName("rejections");
      json.writeRawValue(kept.rejections());
      raw(json, kept.raw());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written to", e);
    }
    return text.toString();
  }

  /** As a text where it is one. */
  private static void raw(JsonGenerator json, byte[] raw) throws IOException {
    try {
      json.writeStringField(
          "raw", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException e) {
      json.writeStringField("raw_base64", Base64.getEncoder().encodeToString(raw));
    }
  }
}
