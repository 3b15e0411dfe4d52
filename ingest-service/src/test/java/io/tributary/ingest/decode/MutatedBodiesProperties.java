package io.tributary.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever arrives, there is a verdict: nothing is thrown, and nothing false is accepted. */
class MutatedBodiesProperties {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> EVENTS =
      List.of(
          Bodies.event(
              "opportunity.won",
              "{\"opportunity_id\":\"006X\",\"amount\":\"1.50\",\"currency\":\"EUR\"}"),
          Bodies.event(
              "lead.captured", "{\"lead_id\":\"L\",\"x\":{\"a\":[1,null,\"é\"]},\"y\":1.5e3}"),
          Bodies.event("satisfaction.rated", "{\"rating_id\":\"r\",\"kind\":\"NPS\",\"score\":9}"));

  private static final String[] PIECES = {
    "NaN",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "1e999999999",
    "-",
    "\n",
    "\"id\":\"x\",",
    "null",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "99999999999999999999999"
  };

  @Property(tries = 3000)
  void aMutatedBodyIsNeverTakenForWhatItIsNot(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int mutations, @ForAll boolean lines)
      throws IOException {
    Random random = new Random(seed);
    byte[] body = bodyOf(random, lines).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < mutations; i++) {
      body = mutate(body, random);
    }
    BodyDecoder decoder = Bodies.decoder(Bodies.LIMITS);

    Decoded decoded =
        lines
            ? decoder.lines(body, body.length, Bodies.CRM)
            : decoder.json(body, body.length, Bodies.CRM);

    if (decoded instanceof Decoded.Events events) {
      if (!lines && !events.accepted().isEmpty()) {
        assertIsJson(body);
      }
      for (Accepted accepted : events.accepted()) {
        assertIsAsItMustBe(accepted);
      }
      for (Rejected rejected : events.rejected()) {
        assertThat(rejected.reasons()).isNotEmpty();
        assertThat(rejected.start()).isNotNegative();
        assertThat(rejected.length()).isPositive();
        assertThat(rejected.start() + rejected.length()).isLessThanOrEqualTo(body.length);
      }
    } else if (decoded instanceof Decoded.Unreadable unreadable) {
      assertThat(unreadable.reason().message()).isNotBlank();
    }
  }

  private static String bodyOf(Random random, boolean lines) {
    StringBuilder body = new StringBuilder(lines ? "" : "[");
    for (int i = 0; i < 4; i++) {
      body.append(i == 0 ? "" : lines ? "\n" : ",");
      body.append(EVENTS.get(random.nextInt(EVENTS.size())));
    }
    return body.append(lines ? "\n" : "]").toString();
  }

  private static byte[] mutate(byte[] body, Random random) {
    if (body.length == 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> {
        byte[] flipped = body.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 2 -> insert(body, at, new byte[] {(byte) random.nextInt(256)});
      case 3 ->
          insert(body, at, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      default -> {
        int end = Math.min(body.length, at + 1 + random.nextInt(40));
        yield insert(body, at, Arrays.copyOfRange(body, at, end));
      }
    };
  }

  private static byte[] insert(byte[] body, int at, byte[] piece) {
    byte[] longer = new byte[body.length + piece.length];
    System.arraycopy(body, 0, longer, 0, at);
    System.arraycopy(piece, 0, longer, at, piece.length);
    System.arraycopy(body, at, longer, at + piece.length, body.length - at);
    return longer;
  }

  /** By the judgement of a parser that is not ours to configure. */
  private static void assertIsJson(byte[] body) throws IOException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw new AssertionError("accepted, and not UTF-8", e);
    }
    try (JsonParser parser = JsonFactory.builder().build().createParser(body)) {
      while (parser.nextToken() != null) {
        // Only whether it ends without an exception matters.
      }
    }
  }

  private static void assertIsAsItMustBe(Accepted accepted) throws IOException {
    var event = accepted.event();
    assertThat(event.getEventId()).isNotBlank().hasSizeLessThanOrEqualTo(128);
    assertThat(event.getType()).isEqualTo(accepted.type().typeName());
    assertThat(event.getBody()).isInstanceOf(accepted.type().body());
    assertThat(event.getIdentifiers()).isNotEmpty();
    assertThat(event.getOccurredAt())
        .isBeforeOrEqualTo(Bodies.RECEIVED.plus(Bodies.LIMITS.future()));
    // What is kept of further fields is JSON without a key given twice, or a plain text.
    Object attributes =
        ((org.apache.avro.specific.SpecificRecord) event.getBody())
            .get(Shapes.of(accepted.type()).attributes());
    for (Object value : ((java.util.Map<?, ?>) attributes).values()) {
      String text = (String) value;
      if (text.startsWith("{")) {
        try (JsonParser parser = STRICT.createParser(text)) {
          while (parser.nextToken() != null) {
            // Only whether it ends without an exception matters.
          }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
          assertThat(e.getMessage()).doesNotContain("Duplicate field");
        }
      }
    }
    byte[] unused = new io.tributary.ingest.publish.AvroBytes().of(event);
  }
}
