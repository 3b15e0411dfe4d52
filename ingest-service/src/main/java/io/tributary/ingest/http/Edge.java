package io.tributary.ingest.http;

import io.tributary.ingest.decode.Limits;
import io.tributary.ingest.publish.Publisher;
import io.tributary.ingest.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What every exchange needs.
 *
 * @param sources who may send, as of now
 * @param unknownInFlight for bodies of which it is not yet known whose they are: whoever has no key
 *     cannot take the room of those who have
 * @param bodyTimeout in which a body must have arrived
 */
record Edge(
    Supplier<Sources> sources,
    RateLimits rates,
    Limits limits,
    Duration bodyTimeout,
    Publisher publisher,
    InFlight inFlight,
    InFlight unknownInFlight,
    IngestMeters meters,
    Clock clock) {}
