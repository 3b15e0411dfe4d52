package io.tributary.streams.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Customer ids: the UUIDv5 (RFC 9562, SHA-1) of the identifier that founded the customer. Part of
 * what is published: neither the namespace nor the form of an identifier may ever change.
 */
public final class CustomerIds {
  private static final UUID NAMESPACE = UUID.fromString("8a6e0a5e-3f0b-5d0c-9c53-6b3c3f1f7d41");
  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private CustomerIds() {}

  /**
   * The customer that an identifier founds, and belongs to as long as nothing links it to another.
   *
   * @param identifier kind:value
   */
  public static String foundedBy(String identifier) {
    ByteBuffer hash = ByteBuffer.wrap(sha1(identifier.getBytes(StandardCharsets.UTF_8)));
    long high = hash.getLong() & ~0xF000L | VERSION_5;
    long low = hash.getLong() & ~0xC000_0000_0000_0000L | VARIANT;
    return new UUID(high, low).toString();
  }

  private static byte[] sha1(byte[] name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .flip());
      return digest.digest(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
