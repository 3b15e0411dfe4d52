package io.tributary.runtime;

/** How one part of a service is. */
public sealed interface HealthStatus {
  /** It works; the detail is for people. */
  record Up(String detail) implements HealthStatus {}

  /** It does not; the cause says what is away or broken. */
  record Down(String cause) implements HealthStatus {}

  static HealthStatus up(String detail) {
    return new Up(detail);
  }

  static HealthStatus down(String cause) {
    return new Down(cause);
  }
}
