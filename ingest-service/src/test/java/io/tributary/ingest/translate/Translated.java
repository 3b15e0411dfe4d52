package io.tributary.ingest.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.ingest.decode.Bodies;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.mapping.Mappings;
import io.tributary.runtime.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of a body in another's form. */
record Translated(Decoded decoded) {
  static Translators standard() {
    return with(null);
  }

  /**
   * @param own the user's mappings; null for none
   */
  static Translators with(String own) {
    return Translators.of(
        Mappings.of(Optional.ofNullable(own).map(text -> YamlNode.parse("mappings.yaml", text))),
        new SegmentConsent(List.of()),
        Bodies.LIMITS);
  }

  static Translated of(Translator translator, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Translation translation = translator.translate(bytes, bytes.length, Bodies.RECEIVED);
    return new Translated(
        translation instanceof Translation.Items items
            ? Bodies.decoder(Bodies.LIMITS).items(items.items(), Bodies.CRM)
            : new Decoded.Unreadable(((Translation.Unreadable) translation).reason()));
  }

  Decoded.Events events() {
    assertThat(decoded).isInstanceOf(Decoded.Events.class);
    return (Decoded.Events) decoded;
  }

  /** All of which must be accepted. */
  List<RevenueEvent> accepted() {
    assertThat(events().rejected())
        .as(
            events().rejected().stream()
                .map(rejected -> rejected.reasons().toString())
                .collect(Collectors.joining()))
        .isEmpty();
    return events().accepted().stream().map(Accepted::event).toList();
  }

  /** Each as its type and whose it is. */
  List<String> summaries() {
    return accepted().stream()
        .map(
            event ->
                event.getType()
                    + event.getIdentifiers().stream()
                        .map(Identifiers::text)
                        .collect(Collectors.joining(" ", " ", "")))
        .toList();
  }

  <T> T only(Class<T> body) {
    assertThat(accepted()).hasSize(1);
    return body.cast(accepted().get(0).getBody());
  }

  List<String> codes() {
    return events().rejected().stream()
        .map(rejected -> rejected.reasons().get(0).code().text())
        .toList();
  }
}
