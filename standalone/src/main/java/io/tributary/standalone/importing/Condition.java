package io.tributary.standalone.importing;

import java.util.Set;

/**
 * Something that a row must be like for a rule to take it.
 *
 * @param values one of which the column has to have, or must not have; with no values it has to
 *     have any, or none
 * @param expected false when the contrary is wanted
 */
record Condition(String column, Set<String> values, boolean expected) {
  boolean holds(Row row) {
    String value = row.get(column);
    return (values.isEmpty() ? !value.isEmpty() : values.contains(value)) == expected;
  }
}
