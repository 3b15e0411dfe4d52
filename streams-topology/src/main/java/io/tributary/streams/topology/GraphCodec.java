package io.tributary.streams.topology;

import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of the graph store. Every link reads and writes several of them on one thread for the
 * whole company, so they are packed by hand, behind a byte that tells the version.
 */
final class GraphCodec {
  private static final byte VERSION = 1;

  private GraphCodec() {}

  static byte[] encode(Node node) {
    byte[] founder = utf8(node.founder());
    return start(Long.BYTES + Long.BYTES + Integer.BYTES + founder.length)
        .putLong(node.firstSeenMillis())
        .putLong(node.generation())
        .putInt(node.strongerLinks())
        .put(founder)
        .array();
  }

  static Node node(byte[] bytes) {
    ByteBuffer in = checked(bytes);
    long firstSeen = in.getLong();
    long generation = in.getLong();
    int strongerLinks = in.getInt();
    return new Node(rest(in), firstSeen, generation, strongerLinks);
  }

  static byte[] encode(Group group) {
    int size =
        group.members().keySet().stream()
            .mapToInt(kind -> Short.BYTES + utf8(kind).length + Integer.BYTES)
            .sum();
    byte[] bytes = new byte[1 + Long.BYTES + Long.BYTES + size];
    ByteBuffer out =
        ByteBuffer.wrap(bytes)
            .put(VERSION)
            .putLong(group.founderSeenMillis())
            .putLong(group.latestMillis());
    group
        .members()
        .forEach(
            (kind, count) -> {
              byte[] name = utf8(kind);
              out.putShort((short) name.length).put(name).putInt(count);
            });
    return bytes;
  }

  static Group group(byte[] bytes) {
    ByteBuffer in = checked(bytes);
    long founderSeen = in.getLong();
    long latest = in.getLong();
    Map<String, Integer> members = new HashMap<>();
    while (in.hasRemaining()) {
      byte[] kind = new byte[in.getShort()];
      in.get(kind);
      members.put(new String(kind, StandardCharsets.UTF_8), in.getInt());
    }
    return new Group(founderSeen, latest, members);
  }

  static byte[] encode(Link link) {
    byte[] refusal = utf8(link.refusal().orElse(""));
    return start(Long.BYTES + refusal.length)
        .putLong(link.evidence().seenAtMillis())
        .put(refusal)
        .array();
  }

  static Link link(String subject, String other, byte[] bytes) {
    ByteBuffer in = checked(bytes);
    Evidence evidence = new Evidence(subject, other, in.getLong());
    return new Link(evidence, Optional.of(rest(in)).filter(refusal -> !refusal.isEmpty()));
  }

  /** Of a key that says it all. */
  static byte[] nothing() {
    return start(0).array();
  }

  private static ByteBuffer start(int size) {
    return ByteBuffer.allocate(1 + size).put(VERSION);
  }

  private static ByteBuffer checked(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException("the identity graph holds state of version " + version);
    }
    return in;
  }

  private static String rest(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(in).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
