package io.tributary.streams.alerts;

import io.tributary.output.MetricAlert;

/**
 * What is kept of an alert that is not OK.
 *
 * @param sent the last change that was sent
 */
public record Standing(AlertStatus status, MetricAlert sent) {}
