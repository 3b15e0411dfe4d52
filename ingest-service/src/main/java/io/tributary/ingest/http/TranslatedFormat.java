package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.translate.Translation;
import io.tributary.ingest.translate.Translator;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A body in another's form, which is put into ours first.
 *
 * @param permits a translation takes many times the memory of its body, and nothing but processors:
 *     only so many are under way as those can work on
 */
record TranslatedFormat(Translator translator, BodyDecoder decoder, Semaphore permits)
    implements Format {
  @Override
  public Decoded decode(byte[] body, int length, Sender sender) {
    permits.acquireUninterruptibly();
    try {
      Translation translation = translator.translate(body, length, sender.receivedAt());
      return translation instanceof Translation.Items items
          ? decoder.items(items.items(), sender)
          : new Decoded.Unreadable(((Translation.Unreadable) translation).reason());
    } finally {
      permits.release();
    }
  }

  @Override
  public Optional<String> keptAs() {
    return Optional.of("application/json");
  }
}
