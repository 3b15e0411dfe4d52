package io.tributary.standalone.instance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of a running instance listen.
 *
 * @param http where events are sent to
 * @param certificate file with the certificate that is shown there, when it is TLS
 * @param management health and metrics
 * @param kafka bootstrap servers
 * @param registry the schema registry's Confluent-compatible API
 * @param warehouse JDBC URL, without user and password
 */
public record Endpoints(
    URI http,
    Optional<Path> certificate,
    URI management,
    String kafka,
    URI registry,
    String warehouse) {}
