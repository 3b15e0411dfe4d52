package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Code;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** What the headers say of a body: in which form it is, and whether it is compressed. */
final class MediaTypes {
  private static final String READ =
      "application/json, application/x-ndjson and CloudEvents, all in UTF-8, are read here";

  private MediaTypes() {}

  /** What our own endpoint reads; JSON when nothing is said. */
  static Format events(HttpFields headers, BodyDecoder decoder) throws ProblemException {
    String type = mediaType(headers);
    return switch (type) {
      case "", "application/json", "text/json" ->
          CloudEventHeaders.of(headers, decoder).orElse(decoder::json);
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          decoder::lines;
      case CloudEventHeaders.STRUCTURED, "application/cloudevents-batch+json" ->
          decoder::cloudEvents;
      default ->
          CloudEventHeaders.of(headers, decoder)
              .orElseThrow(() -> unsupported(headers.get(HttpHeader.CONTENT_TYPE)));
    };
  }

  /**
   * @param types that are read
   */
  static void require(HttpFields headers, Set<String> types) throws ProblemException {
    if (!types.contains(mediaType(headers))) {
      throw unsupported(
          headers.get(HttpHeader.CONTENT_TYPE),
          String.join(", ", types.stream().filter(type -> !type.isEmpty()).sorted().toList())
              + " in UTF-8 is read here");
    }
  }

  /** In lower case and without parameters; empty when nothing is said. */
  static String mediaType(HttpFields headers) throws ProblemException {
    String contentType = headers.get(HttpHeader.CONTENT_TYPE);
    if (contentType == null) {
      return "";
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=us-ascii")) {
        throw unsupported(contentType);
      }
    }
    return parts[0].strip();
  }

  static boolean isCompressed(HttpFields headers) throws ProblemException {
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding == null) {
      return false;
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> true;
      case "identity", "" -> false;
      default ->
          throw new ProblemException(
                  HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                  Code.CONTENT_ENCODING,
                  "only gzip, or no compression, is read here")
              .with("Accept-Encoding", "gzip");
    };
  }

  private static ProblemException unsupported(String contentType) {
    return unsupported(contentType, READ);
  }

  private static ProblemException unsupported(String contentType, String read) {
    String shown = contentType.length() > 60 ? contentType.substring(0, 60) : contentType;
    return new ProblemException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
        Code.CONTENT_TYPE,
        "'" + shown + "' is not read; " + read);
  }
}
