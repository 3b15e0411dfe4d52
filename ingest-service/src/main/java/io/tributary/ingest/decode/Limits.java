package io.tributary.ingest.decode;

import java.time.Duration;

/**
 * What an event and a request may be at most.
 *
 * @param eventBytes of one event as sent
 * @param requestBytes of a body, after decompression
 * @param requestEvents in one body
 * @param depth how deep the JSON of an event may nest
 * @param textLength of one text, in characters
 * @param identifiers of one event
 * @param attributes fields of an event that its type does not know
 * @param attributeBytes of the value of such a field, in UTF-8
 * @param future how far after its receipt an event may have occurred
 */
public record Limits(
    int eventBytes,
    int requestBytes,
    int requestEvents,
    int depth,
    int textLength,
    int identifiers,
    int attributes,
    int attributeBytes,
    Duration future) {}
