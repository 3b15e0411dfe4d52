package io.tributary.ingest.http;

/**
 * What a path takes.
 *
 * @param admission who may send there
 * @param formats how bodies are read
 * @param replies how senders are answered
 */
record Endpoint(String path, Admission admission, Formats formats, Replies replies) {}
