package io.tributary.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent in the binary form is what PostgreSQL reads. */
class BinaryCopyTest {
  private static final String COLUMNS =
      "t text, b bytea, j jsonb, i integer, n bigint, f boolean, d date, ts timestamptz, a text[]";

  private final TestDatabase database = TestDatabase.empty();

  @Test
  void everyTypeArrivesAsItWas() throws SQLException {
    assertThat(
            copied(
                rows ->
                    rows.row()
                        .text("Zürich 🙂")
                        .bytes("raw".getBytes(StandardCharsets.UTF_8))
                        .jsonb("{\"a\": 1}")
                        .integer(Integer.MIN_VALUE)
                        .bigint(Long.MAX_VALUE)
                        .flag(true)
                        .date(LocalDate.parse("1999-12-31"))
                        .timestamp(Instant.parse("2026-03-14T09:26:53.589Z"))
                        .texts(List.of("one", "two, \"three\""))))
        .containsExactly(
            "Zürich 🙂|raw|{\"a\": 1}|-2147483648|9223372036854775807|t|1999-12-31"
                + "|2026-03-14 09:26:53.589|{one,\"two, \\\"three\\\"\"}");
  }

  @Test
  void nothingIsNullAndAnEmptyListIsAnEmptyArray() throws SQLException {
    assertThat(
            copied(
                rows ->
                    rows.row()
                        .text(null)
                        .bytes(new byte[0])
                        .jsonb("{}")
                        .integer(null)
                        .bigint(null)
                        .flag(false)
                        .date(LocalDate.EPOCH)
                        .timestamp(null)
                        .texts(List.of())))
        .containsExactly("null||{}|null|null|f|1970-01-01|null|{}");
  }

  @Test
  void timesBeforeTheEpochsOfBothSidesArrive() throws SQLException {
    assertThat(
            copied(
                rows ->
                    rows.row()
                        .text("")
                        .bytes(new byte[0])
                        .jsonb("{}")
                        .integer(0)
                        .bigint(0L)
                        .flag(false)
                        .date(LocalDate.parse("0001-01-01"))
                        .timestamp(Instant.parse("1969-12-31T23:59:59.999Z"))
                        .texts(List.of())))
        .containsExactly("||{}|0|0|f|0001-01-01|1969-12-31 23:59:59.999|{}");
  }

  @Test
  void theCharacterThatPostgresDoesNotKnowIsShownAsUnknown() throws SQLException {
    assertThat(
            copied(
                rows ->
                    rows.row()
                        .text("a\0b")
                        .bytes(new byte[0])
                        .jsonb(RecordJson.texts(java.util.Map.of("k\0", "v\0")))
                        .integer(0)
                        .bigint(0L)
                        .flag(false)
                        .date(LocalDate.EPOCH)
                        .timestamp(Instant.EPOCH)
                        .texts(List.of())))
        .singleElement()
        .asString()
        .startsWith("a\uFFFDb||{\"k\uFFFD\": \"v\uFFFD\"}|");
  }

  @Test
  void moreThanABufferArrivesInOrder() throws SQLException {
    String long1 = "x".repeat(200_000);
    try (Connection connection = database.connect("postgres")) {
      connection.setAutoCommit(false);
      int rows =
          new Staging(connection)
              .copy(
                  "many",
                  "id bigint, filling text",
                  copy -> {
                    for (long i = 0; i < 5_000; i++) {
                      copy.row().bigint(i).text(i == 2_500 ? long1 : "filling " + i);
                    }
                  });
      new Staging(connection)
          .execute("CREATE TABLE kept AS SELECT id, length(filling) AS length FROM many");
      connection.commit();
      assertThat(rows).isEqualTo(5_000);
    }
    assertThat(database.rows("SELECT count(*), min(id), max(id), max(length) FROM kept"))
        .containsExactly("5000|0|4999|200000");
  }

  @Test
  void whatFailsWhileRowsAreWrittenLeavesTheConnectionUsable() throws SQLException {
    try (Connection connection = database.connect("postgres")) {
      connection.setAutoCommit(false);
      Staging staging = new Staging(connection);
      assertThatThrownBy(
              () ->
                  staging.copy(
                      "broken",
                      "id bigint",
                      copy -> {
                        copy.row().bigint(1L);
                        throw new IllegalArgumentException("no row can be made of it");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
      connection.rollback();
      assertThat(staging.copy("whole", "id bigint", copy -> copy.row().bigint(1L))).isEqualTo(1);
    }
  }

  private List<String> copied(java.util.function.Consumer<BinaryCopy> writing) throws SQLException {
    try (Connection connection = database.connect("postgres")) {
      connection.setAutoCommit(false);
      Staging staging = new Staging(connection);
      staging.copy("staged", COLUMNS, writing);
      staging.execute("CREATE TABLE arrived AS SELECT * FROM staged");
      connection.commit();
    }
    return database.rows(
        "SELECT t, encode(b, 'escape'), j, i, n, f, d, ts AT TIME ZONE 'UTC', a FROM arrived");
  }
}
