package io.tributary.standalone.instance;

import java.net.URI;

/**
 * Where the parts of a running instance listen.
 *
 * @param http where events are sent to
 * @param management health and metrics
 * @param kafka bootstrap servers
 * @param registry the schema registry's Confluent-compatible API
 * @param warehouse JDBC URL, without user and password
 */
public record Endpoints(URI http, URI management, String kafka, URI registry, String warehouse) {}
