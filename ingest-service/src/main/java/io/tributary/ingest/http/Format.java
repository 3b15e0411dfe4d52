package io.tributary.ingest.http;

import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Sender;

/** How a body is read. */
@FunctionalInterface
interface Format {
  /**
   * @param length how many of the bytes are the body
   */
  Decoded decode(byte[] body, int length, Sender sender);
}
