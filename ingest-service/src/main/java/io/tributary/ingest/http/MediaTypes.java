package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Code;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** What the headers say of a body: in which form it is, and whether it is compressed. */
final class MediaTypes {
  private static final String READ =
      "application/json and application/x-ndjson, both in UTF-8, are read here";

  private MediaTypes() {}

  /** JSON when nothing is said. */
  static Format format(HttpFields headers, BodyDecoder decoder) throws ProblemException {
    String contentType = headers.get(HttpHeader.CONTENT_TYPE);
    if (contentType == null) {
      return decoder::json;
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
    return switch (parts[0].strip()) {
      case "application/json", "text/json" -> decoder::json;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          decoder::lines;
      default -> throw unsupported(contentType);
    };
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
    String shown = contentType.length() > 60 ? contentType.substring(0, 60) : contentType;
    return new ProblemException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
        Code.CONTENT_TYPE,
        "'" + shown + "' is not read; " + READ);
  }
}
