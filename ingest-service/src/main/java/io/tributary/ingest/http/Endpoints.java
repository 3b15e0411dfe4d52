package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
import java.util.List;

/** All that senders can send to. */
final class Endpoints {
  static final String EVENTS = "/v1/events";

  private Endpoints() {}

  static List<Endpoint> of(BodyDecoder decoder) {
    return List.of(
        new Endpoint(
            EVENTS,
            new KeyAdmission(),
            headers -> MediaTypes.events(headers, decoder),
            new NativeReplies()));
  }
}
