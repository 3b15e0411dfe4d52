package io.tributary.ingest.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Syntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The documents of a JSON body: one object, or an array of them. */
final class JsonDocuments {
  private static final int DEPTH = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          // Amounts must not pass through binary fractions.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** A document, and the bytes that it was read from. */
  record Document(JsonNode node, byte[] bytes) {}

  /** The documents, or why there are none: exactly one of the two. */
  record Read(List<Document> documents, Optional<Reason> fault) {
    static Read fault(Reason reason) {
      return new Read(List.of(), Optional.of(reason));
    }
  }

  private JsonDocuments() {}

  /**
   * @param most documents that a body may hold
   */
  static Read read(byte[] body, int length, int most) {
    int start = Syntax.afterByteOrderMark(body, length);
    Optional<Reason> notUtf8 = Syntax.notUtf8(body, start, length);
    if (notUtf8.isPresent()) {
      return Read.fault(notUtf8.get());
    }
    try (JsonParser parser = MAPPER.getFactory().createParser(body, start, length - start)) {
      return read(parser, body, start, most);
    } catch (JsonProcessingException e) {
      return Read.fault(Syntax.fault(e, 1));
    } catch (NumberFormatException e) {
      // Numbers are written as JSON has them, with an exponent that no number can have.
      return Read.fault(new Reason(Code.JSON_MALFORMED, "", "a number is beyond any range"));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private static Read read(JsonParser parser, byte[] body, int start, int most) throws IOException {
    List<Document> documents = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (first == null) {
      return Read.fault(new Reason(Code.BODY_EMPTY, "", "the body holds nothing"));
    }
    if (first == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        documents.add(document(parser, body, start));
        if (documents.size() > most) {
          String message = "more than " + most + " things in one request; send them in several";
          return Read.fault(new Reason(Code.BODY_TOO_MANY_EVENTS, "", message));
        }
      }
    } else {
      documents.add(document(parser, body, start));
    }
    return parser.nextToken() == null
        ? new Read(documents, Optional.empty())
        : Read.fault(
            new Reason(Code.JSON_MALFORMED, "", "there is something after the end of the JSON"));
  }

  private static Document document(JsonParser parser, byte[] body, int start) throws IOException {
    int from = start + (int) parser.currentTokenLocation().getByteOffset();
    JsonNode node = MAPPER.readTree(parser);
    int to = start + (int) parser.currentLocation().getByteOffset();
    return new Document(node, Arrays.copyOfRange(body, from, to));
  }

  static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
