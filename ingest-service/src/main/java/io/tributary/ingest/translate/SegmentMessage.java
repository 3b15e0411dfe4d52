package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One message as it makes sense by itself: with what holds for its batch, at the time at which it
 * really happened. Reading it again gives the same, whenever that is.
 *
 * @param document as it is kept
 */
record SegmentMessage(ObjectNode document) {
  private static final int ID_BYTES = 16;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * @param batch what it was sent in; empty when it is alone
   * @param call what the path says that it is
   */
  static SegmentMessage of(
      ObjectNode sent, Optional<ObjectNode> batch, Optional<String> call, Instant receivedAt) {
    ObjectNode document = sent.deepCopy();
    call.ifPresent(type -> document.put("type", type));
    batch.ifPresent(around -> inherit(document, around));
    String timestamp = timestamp(document, receivedAt);
    document.remove(List.of("sentAt", "writeKey", "originalTimestamp", "receivedAt"));
    if (!document.path("messageId").isValueNode() || document.path("messageId").isNull()) {
      document.put("messageId", id(sent));
    }
    document.put("timestamp", timestamp);
    return new SegmentMessage(document);
  }

  private static void inherit(ObjectNode document, ObjectNode around) {
    JsonNode common = around.path("context");
    if (common.isObject()) {
      ObjectNode context = ((ObjectNode) common).deepCopy();
      if (document.path("context").isObject()) {
        context.setAll((ObjectNode) document.path("context"));
      }
      document.set("context", context);
    }
    if (!document.has("sentAt") && around.has("sentAt")) {
      document.set("sentAt", around.get("sentAt"));
    }
  }

  /**
   * The sender's clock may be wrong, but it tells how long before sending something happened: that
   * much before its receipt it is taken to have happened.
   */
  private static String timestamp(ObjectNode document, Instant receivedAt) {
    JsonNode given =
        document.hasNonNull("timestamp")
            ? document.path("timestamp")
            : document.path("originalTimestamp");
    if (given.isMissingNode() || given.isNull()) {
      return receivedAt.toString();
    }
    Optional<Instant> happened = instant(given);
    Optional<Instant> sent = instant(document.path("sentAt"));
    if (happened.isEmpty() || sent.isEmpty()) {
      return happened.map(Instant::toString).orElse(given.asText());
    }
    long before = sent.get().toEpochMilli() - happened.get().toEpochMilli();
    return Instant.ofEpochMilli(receivedAt.toEpochMilli() - before).toString();
  }

  private static Optional<Instant> instant(JsonNode node) {
    if (!node.isTextual() || node.textValue().length() > 40) {
      return Optional.empty();
    }
    try {
      Instant instant = OffsetDateTime.parse(node.textValue()).toInstant();
      boolean sane = instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST);
      return sane ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same for the same message, so that sending it again adds nothing. */
  private static String id(ObjectNode sent) {
    ObjectNode content = sent.deepCopy();
    content.remove(List.of("sentAt", "writeKey"));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(JsonDocuments.bytes(content));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  String id() {
    return document.path("messageId").asText();
  }

  String type() {
    return document.path("type").asText();
  }

  /** As a mapping sees it: with every user id that it names under {@code derived.users}. */
  ObjectNode derived() {
    ObjectNode derived = document.deepCopy();
    ArrayNode users = JsonNodeFactory.instance.arrayNode();
    for (String name : List.of("userId", "previousId")) {
      JsonNode user = document.path(name);
      if (user.isTextual() || user.isIntegralNumber()) {
        users.add(user);
      }
    }
    ObjectNode added = derived.putObject("derived");
    if (!users.isEmpty()) {
      added.set("users", users);
    }
    return derived;
  }
}
