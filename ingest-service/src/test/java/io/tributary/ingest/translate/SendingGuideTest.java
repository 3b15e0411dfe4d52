package io.tributary.ingest.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.decode.Bodies;
import io.tributary.ingest.decode.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide for senders shows works. */
class SendingGuideTest {
  private static final Path GUIDE = Path.of("../docs/sending-events.md");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
        .matcher(Files.readString(GUIDE))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void itsEventIsAccepted() throws IOException {
    byte[] event = blocks("json").get(0).getBytes(StandardCharsets.UTF_8);

    Decoded decoded = Bodies.decoder(Bodies.LIMITS).json(event, event.length, Bodies.CRM);

    assertThat(((Decoded.Events) decoded).accepted()).hasSize(1);
  }

  @Test
  void itsRulesAreUnderstood() throws IOException {
    List<String> mappings =
        blocks("yaml").stream()
            .filter(block -> block.startsWith("segment:") || block.startsWith("hubspot:"))
            .toList();

    assertThat(mappings).hasSize(2).allSatisfy(Translated::with);
    String upgrade =
        """
        {"type":"track","event":"Plan Upgraded","messageId":"m","userId":"u",
         "properties":{"subscription":"sub_1","price":"49","family":"team","name":"yearly"}}""";
    String rules =
        mappings.stream().filter(block -> block.startsWith("segment:")).findFirst().orElseThrow();
    assertThat(
            Translated.of(Translated.with(rules).segment().of(Optional.empty()), upgrade)
                .summaries())
        .containsExactly("subscription.changed user:u subscription:crm/sub_1");
  }
}
