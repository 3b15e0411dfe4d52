package io.tributary.ingest.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may send, found by the hash of the key they send with. Immutable. */
public final class Sources {
  private static final int PREFIX = 16;

  private final Map<String, Keyed> byHashPrefix = new HashMap<>();
  private final List<Source> all;

  private record Keyed(byte[] hash, Source source) {}

  /**
   * @param byKeyHash SHA-256 of each key in lower-case hex, and whose key it is
   * @param all also those that have no key
   */
  Sources(Map<String, Source> byKeyHash, List<Source> all) {
    byKeyHash.forEach(
        (hash, source) ->
            byHashPrefix.put(
                hash.substring(0, PREFIX), new Keyed(HexFormat.of().parseHex(hash), source)));
    this.all = List.copyOf(all);
  }

  /**
   * Whose key it is. A part of the hash finds the candidate; the whole is compared in constant
   * time, so that the time an answer takes tells nothing of the keys there are.
   */
  public Optional<Source> withKey(String key) {
    byte[] hash = sha256(key);
    Keyed candidate = byHashPrefix.get(HexFormat.of().formatHex(hash, 0, PREFIX / 2));
    return candidate != null && MessageDigest.isEqual(candidate.hash(), hash)
        ? Optional.of(candidate.source())
        : Optional.empty();
  }

  /** In the order of the file. */
  public List<Source> all() {
    return all;
  }

  /** How many sources there are. */
  public int size() {
    return all.size();
  }

  /** What the file keeps of a key: its SHA-256 in lower-case hex. */
  static String hashOf(String key) {
    return HexFormat.of().formatHex(sha256(key));
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
