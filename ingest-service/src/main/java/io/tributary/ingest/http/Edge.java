package io.tributary.ingest.http;

import io.tributary.ingest.decode.BodyDecoder;
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
 * @param bodyTimeout in which a body must have arrived
 */
record Edge(
    Supplier<Sources> sources,
    RateLimits rates,
    BodyDecoder decoder,
    Limits limits,
    Duration bodyTimeout,
    Publisher publisher,
    InFlight inFlight,
    IngestMeters meters,
    Clock clock) {}
