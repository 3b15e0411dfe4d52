package io.tributary.standalone.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A JSON merge patch, as RFC 7396 has it: what is null is taken away, what is an object merged. */
public final class MergePatch {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ObjectNode patch;

  private MergePatch(ObjectNode patch) {
    this.patch = patch;
  }

  /**
   * @throws ConfigurationException when it is no JSON object
   */
  public static MergePatch parse(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return new MergePatch(object);
      }
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("the patch is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new ConfigurationException(
        "a patch is a JSON object, such as {\"type\": \"opportunity.won\"}");
  }

  /** Empty when the document is no JSON object. */
  public Optional<byte[]> applied(byte[] document) {
    try {
      return MAPPER.readTree(document) instanceof ObjectNode object
          ? Optional.of(merged(object, patch).toString().getBytes(StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNull()) {
                result.remove(entry.getKey());
              } else {
                result.set(entry.getKey(), merged(result.path(entry.getKey()), entry.getValue()));
              }
            });
    return result;
  }

  /** Whether the bytes are one JSON object. */
  static boolean isObject(byte[] document) {
    return new MergePatch(JsonNodeFactory.instance.objectNode()).applied(document).isPresent();
  }
}
