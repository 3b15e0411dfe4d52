package io.tributary.ingest.http;

import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Sources;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Tells whose a request is: by its head, or by head and body together. */
interface Admission {
  /**
   * @return empty when the body decides
   * @throws ProblemException when it is nobody's
   */
  Optional<Source> byHead(Request request, Sources sources) throws ProblemException;

  /**
   * Asked only when the head did not decide.
   *
   * @param length how many of the bytes are the body
   * @throws ProblemException when it is nobody's
   */
  Source byBody(Request request, Sources sources, byte[] body, int length, Instant now)
      throws ProblemException;
}
