package io.tributary.ingest.translate;

import java.time.Instant;

/** Puts bodies of another's form into ours. Safe for use by several threads. */
@FunctionalInterface
public interface Translator {
  /**
   * @param length how many of the bytes are the body
   * @param receivedAt when it came
   */
  Translation translate(byte[] body, int length, Instant receivedAt);
}
