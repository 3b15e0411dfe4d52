package io.tributary.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What a service is handed from outside: where it counts, where it says how it is, and what time it
 * is.
 */
public record ServiceContext(MeterRegistry meters, Health health, Clock clock) {}
