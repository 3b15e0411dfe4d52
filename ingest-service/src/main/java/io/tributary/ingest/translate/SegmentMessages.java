package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Item;
import io.tributary.ingest.decode.Limits;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.mapping.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Calls of the Segment tracking API: one, or a batch of them. */
public final class SegmentMessages {
  private static final String BATCH = "batch";

  /** How many times the largest body the messages of a batch may be together. */
  private static final int MOST_COPIES = 4;

  private final MappedDocuments documents;
  private final Limits limits;
  private final SegmentConsent consent;

  SegmentMessages(Mapping mapping, SegmentConsent consent, Limits limits) {
    this.documents =
        new MappedDocuments(
            "Segment calls", mapping, UnaryOperator.identity(), limits.requestEvents());
    this.consent = consent;
    this.limits = limits;
  }

  /**
   * @param call what the path says that the body is; empty when the message says so itself
   */
  public Translator of(Optional<String> call) {
    return (body, length, receivedAt) -> translate(body, length, call, receivedAt);
  }

  /** The key that some senders have no other place for than the body. */
  public static Optional<String> writeKey(byte[] body, int length) {
    return JsonDocuments.read(body, length, 1).documents().stream()
        .map(document -> document.node().path("writeKey"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst();
  }

  private Translation translate(
      byte[] body, int length, Optional<String> call, Instant receivedAt) {
    JsonDocuments.Read read = JsonDocuments.read(body, length, 1);
    if (read.fault().isPresent()) {
      return new Translation.Unreadable(read.fault().get());
    }
    if (read.documents().isEmpty() || !(read.documents().get(0).node() instanceof ObjectNode top)) {
      return new Translation.Unreadable(
          new Reason(Code.JSON_NOT_OBJECT, "", "a call of the tracking API is an object"));
    }
    List<Item> items = new ArrayList<>();
    if (call.isEmpty() && top.has(BATCH)) {
      if (top.path(BATCH).size() > limits.requestEvents()) {
        String message = "more than " + limits.requestEvents() + " messages in one batch";
        return new Translation.Unreadable(new Reason(Code.BODY_TOO_MANY_EVENTS, "", message));
      }
      Optional<Reason> tooMuch = commonTooLarge(top);
      if (tooMuch.isPresent()) {
        return new Translation.Unreadable(tooMuch.get());
      }
      for (JsonNode message : top.path(BATCH)) {
        items.add(item(items.size(), message, Optional.of(top), call, receivedAt));
      }
    } else {
      items.add(item(0, top, Optional.empty(), call, receivedAt));
    }
    return new Translation.Items(items);
  }

  /** Every message is read with the context of its batch: a small body could become a large one. */
  private Optional<Reason> commonTooLarge(ObjectNode top) {
    long bytes = JsonDocuments.bytes(top.path("context")).length;
    int messages = top.path(BATCH).size();
    if (bytes * messages <= MOST_COPIES * (long) limits.requestBytes()) {
      return Optional.empty();
    }
    String message =
        "a context of %d bytes is too large for %d messages; send them in several requests"
            .formatted(bytes, messages);
    return Optional.of(new Reason(Code.BODY_TOO_MANY_EVENTS, "context", message));
  }

  /**
   * @param batch what it was sent in; empty when it is alone
   */
  private Item item(
      int index,
      JsonNode given,
      Optional<ObjectNode> batch,
      Optional<String> call,
      Instant receivedAt) {
    if (!(given instanceof ObjectNode sent)) {
      Reason reason = new Reason(Code.JSON_NOT_OBJECT, "", "a message is an object");
      return Item.refused(index, null, null, JsonDocuments.bytes(given), reason);
    }
    SegmentMessage message = SegmentMessage.of(sent, batch, call, receivedAt);
    Optional<Reason> refusal = consent.refusal(message.document());
    if (refusal.isPresent()) {
      // Who has not agreed is not kept either.
      byte[] nothing = JsonDocuments.bytes(SegmentConsent.withoutContent(message.document()));
      return Item.refused(index, message.id(), message.type(), nothing, refusal.get());
    }
    byte[] kept = JsonDocuments.bytes(message.document());
    if (kept.length > limits.eventBytes()) {
      String text =
          "has %d bytes; at most %d are allowed".formatted(kept.length, limits.eventBytes());
      Reason reason = new Reason(Code.EVENT_TOO_LARGE, "", text);
      return Item.refused(index, message.id(), message.type(), JsonDocuments.bytes(given), reason);
    }
    return documents.item(index, message.derived(), kept);
  }
}
