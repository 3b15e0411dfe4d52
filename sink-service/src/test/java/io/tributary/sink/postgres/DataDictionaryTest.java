package io.tributary.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The data dictionary in the documentation is what the comments of the migrated database say;
 * {@code -Dreference=write} makes it so.
 */
class DataDictionaryTest {
  private static final Path DICTIONARY = Path.of("../docs/warehouse.md");
  private static final String HEAD =
      """
      # Warehouse

      What there is to query, in the schema `analytics`: views, then functions. It is what the comments in the database say (`\\d+ analytics.*`).
      Amounts are in major units, to six decimals; ratios are fractions of 1; days are those of the reporting zone. Names stay as they are.
      What each metric means is in the [reference of metrics](metrics.md). The schema `tributary` has the tables behind the views and may change.
      """;

  private static final String VIEWS =
      "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'analytics'::regnamespace"
          + " AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname";
  private static final String COMMENT =
      "SELECT obj_description('analytics.%s'::regclass, 'pg_class')";
  private static final String COLUMNS =
      "SELECT '`' || attname || '`', format_type(atttypid, atttypmod),"
          + " replace(col_description(attrelid, attnum), '|', '\\|')"
          + " FROM pg_attribute WHERE attrelid = 'analytics.%s'::regclass AND attnum > 0 ORDER BY attnum";
  private static final String FUNCTIONS =
      "SELECT proname, pg_get_function_arguments(oid), pg_get_function_result(oid),"
          + " obj_description(oid, 'pg_proc') FROM pg_proc"
          + " WHERE pronamespace = 'analytics'::regnamespace ORDER BY proname";

  private final TestDatabase database = TestDatabase.migrated();

  @Test
  void theDictionaryHasEveryColumnAndNoOther() throws Exception {
    String expected = HEAD + views() + functions();
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(DICTIONARY, expected);
    }

    assertThat(DICTIONARY).content().isEqualTo(expected);
  }

  private String views() {
    StringBuilder page = new StringBuilder();
    for (String view : database.rows(VIEWS)) {
      page.append("\n## ").append(view).append("\n\n");
      page.append(database.rows(COMMENT.formatted(view)).get(0)).append("\n\n");
      page.append("| column | type | meaning |\n|---|---|---|\n");
      for (String column : database.rows(COLUMNS.formatted(view))) {
        // The columns of a row come with bars between them.
        page.append("| ").append(column.replaceAll("(?<!\\\\)\\|", " | ")).append(" |\n");
      }
    }
    return page.toString();
  }

  private String functions() {
    StringBuilder page = new StringBuilder("\n# Functions\n");
    for (String function : database.rows(FUNCTIONS)) {
      List<String> parts = List.of(function.split("\\|", 4));
      page.append(
          "\n## %s\n\n%s\n\n```sql\nanalytics.%s(%s)\nRETURNS %s\n```\n"
              .formatted(parts.get(0), parts.get(3), parts.get(0), parts.get(1), parts.get(2)));
    }
    return page.toString();
  }
}
