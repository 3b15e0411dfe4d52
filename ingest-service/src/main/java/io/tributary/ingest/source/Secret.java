package io.tributary.ingest.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Something that only a sender and we know. It does not show itself. */
public final class Secret {
  private final byte[] bytes;

  public Secret(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && Arrays.equals(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
