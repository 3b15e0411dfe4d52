package io.tributary.streams.alerts;

/** What a status is of: one rule in one slice. */
public record Watched(String rule, String dimension, String slice) {}
