package io.tributary.streams.alerts;

import java.time.LocalDate;

/**
 * What a rule sees of its metric.
 *
 * @param valueMicros null when there is no value
 */
public record Observation(LocalDate asOf, Long valueMicros, long sample) {}
