package io.tributary.verification;

/**
 * Where the services find what they depend on.
 *
 * @param kafka bootstrap servers
 * @param registry URL of the schema registry's Confluent-compatible API
 * @param jdbcUrl of the database, without user and password
 * @param user one who may make roles and schemas
 */
record Addresses(String kafka, String registry, String jdbcUrl, String user, String password) {
  Warehouse warehouse() {
    return new Warehouse(jdbcUrl + "?user=" + user + "&password=" + password);
  }
}
