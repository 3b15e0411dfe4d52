package io.tributary.ingest.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/** Answers what browsers ask before a page of another site may send, and may read the answer. */
final class Browsers {
  /** Any: SDKs add their own. What authorizes is not among any, and has to be named. */
  private static final Set<String> ASKED_HEADERS = Set.of("*", "Authorization");

  private static final Set<String> READ_HEADERS =
      Set.of("Retry-After", "RateLimit", "RateLimit-Policy");

  /** Some browsers remember an answer for no longer. */
  private static final Duration REMEMBERED = Duration.ofHours(2);

  private Browsers() {}

  /**
   * @param origins of the pages that may; with none, nothing is different from before
   */
  static Handler around(Handler handler, List<String> origins) {
    if (origins.isEmpty()) {
      return handler;
    }
    CrossOriginHandler browsers = new CrossOriginHandler();
    browsers.setAllowedOriginPatterns(
        origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
    browsers.setAllowedMethods(Set.of("POST"));
    browsers.setAllowedHeaders(ASKED_HEADERS);
    browsers.setExposedHeaders(READ_HEADERS);
    // Keys are sent by scripts; cookies are none of ours.
    browsers.setAllowCredentials(false);
    browsers.setPreflightMaxAge(REMEMBERED);
    browsers.setHandler(handler);
    return browsers;
  }
}
