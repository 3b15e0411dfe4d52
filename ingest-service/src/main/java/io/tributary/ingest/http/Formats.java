package io.tributary.ingest.http;

import org.eclipse.jetty.http.HttpFields;

/** Chooses by the headers of a request how its body is read. */
@FunctionalInterface
interface Formats {
  /**
   * @throws ProblemException when the body is in a form that is not read there
   */
  Format of(HttpFields headers) throws ProblemException;
}
