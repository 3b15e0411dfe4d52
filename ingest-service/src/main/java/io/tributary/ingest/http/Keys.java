package io.tributary.ingest.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Finds the key of a request: as a bearer token, as the user of basic authentication, or bare. */
final class Keys {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private Keys() {}

  static Optional<String> of(HttpFields headers) {
    String bare = headers.get("X-API-Key");
    if (bare != null) {
      return Optional.of(bare.strip()).filter(key -> !key.isEmpty());
    }
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization == null) {
      return Optional.empty();
    }
    String scheme = authorization.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    } else if (scheme.startsWith(BASIC)) {
      return user(authorization.substring(BASIC.length()).strip());
    }
    return Optional.empty();
  }

  private static Optional<String> user(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      String user = colon < 0 ? pair : pair.substring(0, colon);
      return Optional.of(user).filter(key -> !key.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
