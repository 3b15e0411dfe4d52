package io.tributary.ingest.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a signature may be about.
 *
 * @param header the value of a header, null when it is not there
 * @param query of the URL, with its question mark; empty when there is none
 * @param length how many of the bytes are the body
 * @param at when it came
 */
public record Delivery(
    UnaryOperator<String> header,
    String method,
    String query,
    byte[] body,
    int length,
    Instant at) {
  Optional<String> header(String name) {
    return Optional.ofNullable(header.apply(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  boolean isWithin(Duration tolerance, Instant signed) {
    return Duration.between(signed, at).abs().compareTo(tolerance) <= 0;
  }
}
