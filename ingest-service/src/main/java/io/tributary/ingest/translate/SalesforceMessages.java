package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Item;
import io.tributary.ingest.decode.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Outbound messages of Salesforce. Each notification is put into JSON, which is what the mapping
 * sees, and what is kept if it is rejected; such JSON is read here as well, so that it can be
 * replayed.
 */
final class SalesforceMessages implements Translator {
  private static final int MOST_NOTIFICATIONS = 100;

  private final MappedDocuments documents;

  SalesforceMessages(MappedDocuments documents) {
    this.documents = documents;
  }

  @Override
  public Translation translate(byte[] body, int length, Instant receivedAt) {
    if (startsAsJson(body, length)) {
      return documents.translate(body, length, receivedAt);
    }
    List<ObjectNode> notifications;
    try {
      notifications = SalesforceXml.read(body, length).notifications();
    } catch (SalesforceXml.MalformedException e) {
      return new Translation.Unreadable(new Reason(Code.XML_MALFORMED, "", e.getMessage()));
    }
    if (notifications.size() > MOST_NOTIFICATIONS) {
      String message = "more than " + MOST_NOTIFICATIONS + " notifications in one message";
      return new Translation.Unreadable(new Reason(Code.BODY_TOO_MANY_EVENTS, "", message));
    }
    List<Item> items = new ArrayList<>();
    for (ObjectNode notification : notifications) {
      items.add(documents.item(items.size(), notification, JsonDocuments.bytes(notification)));
    }
    return new Translation.Items(items);
  }

  private static boolean startsAsJson(byte[] body, int length) {
    for (int i = 0; i < length; i++) {
      if (body[i] > ' ') {
        return body[i] == '{' || body[i] == '[';
      }
    }
    return false;
  }
}
