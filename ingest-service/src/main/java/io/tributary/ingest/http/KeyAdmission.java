package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Sources;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/** The key in the head of the request says whose it is. */
final class KeyAdmission implements Admission {
  @Override
  public Optional<Source> byHead(Request request, Sources sources) throws ProblemException {
    Optional<String> key = Keys.of(request.getHeaders());
    if (key.isEmpty()) {
      throw missing();
    }
    return Optional.of(known(sources, key.get()));
  }

  @Override
  public Source byBody(Request request, Sources sources, byte[] body, int length, Instant now)
      throws ProblemException {
    throw missing();
  }

  static Source known(Sources sources, String key) throws ProblemException {
    return sources
        .withKey(key)
        .orElseThrow(() -> unauthorized(Code.KEY_UNKNOWN, "the key is none of any source"));
  }

  static ProblemException missing() {
    return unauthorized(
        Code.KEY_MISSING,
        "send the source's key as Authorization: Bearer KEY, as the user of basic"
            + " authentication, or as X-API-Key");
  }

  private static ProblemException unauthorized(Code code, String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED_401, code, detail)
        .with("WWW-Authenticate", "Bearer realm=\"tributary\", Basic realm=\"tributary\"");
  }
}
