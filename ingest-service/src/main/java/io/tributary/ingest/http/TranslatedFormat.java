package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.translate.Translation;
import io.tributary.ingest.translate.Translator;
import java.util.Optional;

/** A body in another's form, which is put into ours first. */
record TranslatedFormat(Translator translator, BodyDecoder decoder) implements Format {
  @Override
  public Decoded decode(byte[] body, int length, Sender sender) {
    Translation translation = translator.translate(body, length, sender.receivedAt());
    return translation instanceof Translation.Items items
        ? decoder.items(items.items(), sender)
        : new Decoded.Unreadable(((Translation.Unreadable) translation).reason());
  }

  @Override
  public Optional<String> keptAs() {
    return Optional.of("application/json");
  }
}
