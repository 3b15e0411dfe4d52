package io.tributary.standalone.sending;

import java.util.Map;

/**
 * What the edge said about a batch.
 *
 * @param accepted how many are durable
 * @param rejected by their index in the batch
 */
public record Receipt(int accepted, Map<Integer, Rejection> rejected) {}
