package io.tributary.standalone.sending;

/**
 * Why an event was not accepted.
 *
 * @param id of the event, empty when it has none
 * @param code stable
 * @param field path of the field at fault, empty when it is the whole
 */
public record Rejection(String id, String code, String field, String message) {}
