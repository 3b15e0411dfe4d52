package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Other ways to write the same. */
enum Conversion {
  /** Seconds since 1970, as a timestamp. */
  EPOCH_SECONDS {
    @Override
    JsonNode convert(JsonNode value) {
      return timestamp(value, 1000);
    }
  },
  /** Milliseconds since 1970, as a timestamp. */
  EPOCH_MILLIS {
    @Override
    JsonNode convert(JsonNode value) {
      return timestamp(value, 1);
    }
  },
  /** Milliseconds since 1970, or a timestamp, as its date in UTC. */
  DATE {
    @Override
    JsonNode convert(JsonNode value) {
      String text = value.asText();
      if (text.matches("\\d{4}-\\d{2}-\\d{2}([T ].*)?")) {
        return TextNode.valueOf(text.substring(0, 10));
      }
      JsonNode timestamp = timestamp(value, 1);
      return timestamp.isMissingNode()
          ? timestamp
          : TextNode.valueOf(
              Instant.parse(timestamp.textValue()).atZone(ZoneOffset.UTC).toLocalDate().toString());
    }
  },
  /** In upper-case letters. */
  UPPER {
    @Override
    JsonNode convert(JsonNode value) {
      return TextNode.valueOf(value.asText().toUpperCase(Locale.ROOT));
    }
  },
  /** A number that is written as a text, or the other way round: as the text of a number. */
  NUMBER {
    @Override
    JsonNode convert(JsonNode value) {
      try {
        BigDecimal number = new BigDecimal(value.asText().strip());
        boolean sane = number.precision() <= 40 && Math.abs((long) number.scale()) <= 40;
        return sane ? TextNode.valueOf(number.toPlainString()) : MissingNode.getInstance();
      } catch (NumberFormatException e) {
        return MissingNode.getInstance();
      }
    }
  };

  /** Beyond the year 9999 it is no timestamp that anyone means. */
  private static final BigDecimal LATEST_MILLIS = new BigDecimal("253402300799999");

  /** A missing node when the value is not of the form that is converted. */
  abstract JsonNode convert(JsonNode value);

  private static JsonNode timestamp(JsonNode value, int millisPerUnit) {
    try {
      BigDecimal number = new BigDecimal(value.asText().strip());
      if (Math.abs((long) number.precision() - number.scale()) > 18) {
        return MissingNode.getInstance();
      }
      BigDecimal millis = number.multiply(BigDecimal.valueOf(millisPerUnit));
      if (millis.signum() < 0 || millis.compareTo(LATEST_MILLIS) > 0) {
        return MissingNode.getInstance();
      }
      long whole = millis.setScale(0, RoundingMode.FLOOR).longValueExact();
      return TextNode.valueOf(Instant.ofEpochMilli(whole).toString());
    } catch (NumberFormatException | DateTimeException e) {
      return MissingNode.getInstance();
    }
  }
}
