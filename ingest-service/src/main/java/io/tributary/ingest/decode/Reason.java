package io.tributary.ingest.decode;

/**
 * One reason why something was not accepted.
 *
 * @param field path of the field at fault, for example {@code data.opportunity_id}; empty when it
 *     is the whole
 * @param message for the person who has to mend it
 */
public record Reason(Code code, String field, String message) {}
