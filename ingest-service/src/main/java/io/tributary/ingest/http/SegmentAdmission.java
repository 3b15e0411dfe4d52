package io.tributary.ingest.http;

import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Sources;
import io.tributary.ingest.translate.SegmentMessages;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The write key is in the head, or, from senders that have no other place for it, in the body. */
final class SegmentAdmission implements Admission {
  @Override
  public Optional<Source> byHead(Request request, Sources sources) throws ProblemException {
    Optional<String> key = Keys.of(request.getHeaders());
    return key.isPresent() ? Optional.of(KeyAdmission.known(sources, key.get())) : Optional.empty();
  }

  @Override
  public Source byBody(Request request, Sources sources, byte[] body, int length, Instant now)
      throws ProblemException {
    Optional<String> key = SegmentMessages.writeKey(body, length);
    if (key.isEmpty()) {
      throw KeyAdmission.missing();
    }
    return KeyAdmission.known(sources, key.get());
  }
}
