package io.tributary.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** A part of a body, read token by token, where each token knows its place in the body. */
final class JsonInput implements AutoCloseable {
  /**
   * Beyond it a body is given up as a whole; the limits of an event are far below and cost only
   * that event.
   */
  private static final int HARD_DEPTH = 1000;

  private static final int HARD_LENGTH = 1 << 20;

  private static final JsonFactory JSON =
      ((JsonFactoryBuilder) JsonFactory.builder())
          // A body in another encoding is refused before; guessing would move the offsets.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Names made to collide would otherwise end in an exception of another kind.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(HARD_DEPTH)
                  .maxStringLength(HARD_LENGTH)
                  .maxNameLength(HARD_LENGTH)
                  .maxNumberLength(HARD_LENGTH)
                  .build())
          .build();

  private final byte[] body;
  private final int offset;
  private final JsonParser parser;

  JsonInput(byte[] body, int offset, int length) throws IOException {
    this.body = body;
    this.offset = offset;
    this.parser = JSON.createParser(body, offset, length);
  }

  /** The bytes in which the places lie. */
  byte[] body() {
    return body;
  }

  /** The same body, from one place to another. */
  JsonInput part(int start, int end) throws IOException {
    return new JsonInput(body, start, end - start);
  }

  /** Null at the end. */
  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  JsonToken token() {
    return parser.currentToken();
  }

  String name() throws IOException {
    return parser.currentName();
  }

  /** Of a text or a number as it is written. */
  String text() throws IOException {
    return parser.getText();
  }

  int depth() {
    return parser.getParsingContext().getNestingDepth();
  }

  /** Where the current token begins in the body. */
  int start() {
    return offset + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the current token ends in the body. */
  int end() {
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  /** Goes to the end of the current value; the greatest depth that was met. */
  int skip() throws IOException {
    int depth = depth();
    if (!token().isStructStart()) {
      return depth;
    }
    int outside = depth - 1;
    int greatest = depth;
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return greatest;
      } else if (token.isStructStart()) {
        greatest = Math.max(greatest, depth());
      } else if (token.isStructEnd() && depth() == outside) {
        return greatest;
      }
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
