package io.tributary.standalone.sending;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the answers of the HTTP edge. */
public final class ReceiptParser {
  private static final JsonFactory JSON = new JsonFactory();

  private ReceiptParser() {}

  /**
   * @param body {@code {"accepted": 497, "rejected": [{"index": 12, …}]}}
   * @throws IOException when it is something else
   */
  public static Receipt receipt(String body) throws IOException {
    int accepted = 0;
    Map<Integer, Rejection> rejected = new TreeMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      start(json);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("accepted")) {
          accepted = json.getIntValue();
        } else if (name.equals("rejected") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = fields(json);
            rejected.putIfAbsent(
                Integer.parseInt(fields.getOrDefault("index", "0")), rejection(fields));
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return new Receipt(accepted, rejected);
  }

  /** What a problem document says; the body as it is when it is none. */
  public static String problem(String body) {
    try (JsonParser json = JSON.createParser(body)) {
      start(json);
      Map<String, String> fields = fields(json);
      String detail = fields.getOrDefault("detail", fields.getOrDefault("title", body));
      return fields.containsKey("code") ? detail + " (" + fields.get("code") + ")" : detail;
    } catch (IOException e) {
      return body.strip();
    }
  }

  private static void start(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the answer is no JSON object");
    }
  }

  private static Map<String, String> fields(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL || json.currentToken().isStructStart()) {
        json.skipChildren();
      } else {
        fields.put(name, json.getText());
      }
    }
    return fields;
  }

  private static Rejection rejection(Map<String, String> fields) {
    return new Rejection(
        fields.getOrDefault("id", ""),
        fields.getOrDefault("code", ""),
        fields.getOrDefault("field", ""),
        fields.getOrDefault("message", ""));
  }
}
