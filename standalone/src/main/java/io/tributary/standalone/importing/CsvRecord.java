package io.tributary.standalone.importing;

import java.util.List;

/**
 * One record of a CSV file.
 *
 * @param line of the file that it begins on; the first is 1
 */
record CsvRecord(long line, List<String> fields) {}
