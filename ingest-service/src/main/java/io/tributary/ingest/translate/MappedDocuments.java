package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Item;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.mapping.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** JSON documents that become events by a mapping. */
final class MappedDocuments implements Translator {
  private final String sender;
  private final Mapping mapping;
  private final UnaryOperator<ObjectNode> preparation;
  private final int most;

  /**
   * @param sender what people call whoever sends such documents
   * @param preparation adds what a mapping alone could not work out
   * @param most documents that a body may hold
   */
  MappedDocuments(String sender, Mapping mapping, UnaryOperator<ObjectNode> preparation, int most) {
    this.sender = sender;
    this.mapping = mapping;
    this.preparation = preparation;
    this.most = most;
  }

  @Override
  public Translation translate(byte[] body, int length, Instant receivedAt) {
    JsonDocuments.Read read = JsonDocuments.read(body, length, most);
    if (read.fault().isPresent()) {
      return new Translation.Unreadable(read.fault().get());
    }
    List<Item> items = new ArrayList<>();
    for (JsonDocuments.Document document : read.documents()) {
      items.add(item(items.size(), document.node(), document.bytes()));
    }
    return new Translation.Items(items);
  }

  /**
   * @param kept what is kept if it is rejected
   */
  Item item(int index, JsonNode given, byte[] kept) {
    if (!(given instanceof ObjectNode object)) {
      Reason reason =
          new Reason(Code.JSON_NOT_OBJECT, "", "what " + sender + " sends is an object");
      return Item.refused(index, null, null, kept, reason);
    }
    ObjectNode document = preparation.apply(object);
    String id = mapping.id(document);
    String type = mapping.type(document);
    List<byte[]> events = mapping.events(document).stream().map(JsonDocuments::bytes).toList();
    return events.isEmpty()
        ? Item.refused(index, id, type, kept, unmapped(type))
        : Item.understood(index, id, type, kept, events);
  }

  private Reason unmapped(String type) {
    String what = type == null ? "this" : "'" + shortened(type) + "'";
    return new Reason(
        Code.UNMAPPED,
        "",
        "no rule says what "
            + what
            + " of "
            + sender
            + " means; add one to the mappings file, then replay it");
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
