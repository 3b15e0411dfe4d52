package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Syntax;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the SOAP of an outbound message. Document types are refused, and with them everything that
 * they can be misused for.
 */
public final class SalesforceXml {
  private static final String MESSAGES = "http://soap.sforce.com/2005/09/outbound";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int DEPTH = 20;

  /** What a message says. */
  public record Message(String organizationId, List<ObjectNode> notifications) {}

  /** It is no such message; the text says why, and where. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  private final XMLStreamReader reader;
  private final List<ObjectNode> notifications = new ArrayList<>();
  private String organizationId = "";
  private String actionId = "";

  private SalesforceXml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * @throws MalformedException when it is no outbound message
   */
  public static Message read(byte[] body, int length) throws MalformedException {
    // The parser would print on the standard error what it thinks of bytes that are no characters.
    Optional<Reason> notUtf8 = Syntax.notUtf8(body, 0, length);
    if (notUtf8.isPresent()) {
      throw new MalformedException(notUtf8.get().message());
    }
    String text = new String(body, 0, length, StandardCharsets.UTF_8);
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      SalesforceXml xml = new SalesforceXml(reader);
      xml.message();
      return new Message(xml.organizationId, xml.notifications);
    } catch (XMLStreamException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line %d, column %d: "
                  .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
      throw new MalformedException(where + "not the XML of an outbound message");
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLReporter((message, type, information, location) -> {});
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is looked up");
        });
    return factory;
  }

  private void message() throws XMLStreamException, MalformedException {
    boolean found = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new MalformedException("a document type is not read");
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "notifications" -> found = MESSAGES.equals(reader.getNamespaceURI());
        case "OrganizationId" -> organizationId = text();
        case "ActionId" -> actionId = text();
        case "Notification" -> notification();
        default -> {}
      }
    }
    if (!found) {
      throw new MalformedException("there is no element notifications of " + MESSAGES);
    }
  }

  private void notification() throws XMLStreamException, MalformedException {
    ObjectNode notification = JsonNodeFactory.instance.objectNode();
    notification.put("organization_id", organizationId);
    notification.put("action_id", actionId);
    while (next() == XMLStreamConstants.START_ELEMENT) {
      if (reader.getLocalName().equals("Id")) {
        notification.put("id", text());
      } else if (reader.getLocalName().equals("sObject")) {
        String type = reader.getAttributeValue(INSTANCE, "type");
        notification.put("object", type == null ? "" : type.substring(type.indexOf(':') + 1));
        fields(notification.putObject("fields"), 1);
      } else {
        fields(JsonNodeFactory.instance.objectNode(), 1);
      }
    }
    notifications.add(notification);
  }

  /** The children of the current element, to its end; objects that it refers to are objects. */
  private void fields(ObjectNode into, int depth) throws XMLStreamException, MalformedException {
    while (next() == XMLStreamConstants.START_ELEMENT) {
      field(into, depth);
    }
  }

  private void field(ObjectNode into, int depth) throws XMLStreamException, MalformedException {
    String name = reader.getLocalName();
    boolean nil = "true".equals(reader.getAttributeValue(INSTANCE, "nil"));
    StringBuilder text = new StringBuilder();
    ObjectNode children = JsonNodeFactory.instance.objectNode();
    value(text, children, depth);
    if (!children.isEmpty()) {
      into.set(name, children);
    } else if (nil) {
      into.putNull(name);
    } else {
      into.put(name, text.toString().strip());
    }
  }

  /** Either text or children of the current element, to its end. */
  private void value(StringBuilder text, ObjectNode children, int depth)
      throws XMLStreamException, MalformedException {
    if (depth > DEPTH) {
      throw new MalformedException("the XML nests deeper than " + DEPTH + " levels");
    }
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        field(children, depth + 1);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return;
      }
    }
  }

  /** The start of the next child, or the end of the current element. */
  private int next() throws XMLStreamException {
    int event = reader.next();
    while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
      event = reader.next();
    }
    return event;
  }

  private String text() throws XMLStreamException {
    return reader.getElementText().strip();
  }
}
