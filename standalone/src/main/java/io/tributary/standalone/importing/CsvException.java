package io.tributary.standalone.importing;

/** A CSV file breaks the rules at a place. */
final class CsvException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final boolean fatal;

  CsvException(long line, long column, String problem, boolean fatal) {
    super("column " + column + ": " + problem);
    this.line = line;
    this.fatal = fatal;
  }

  /** Where the fault is; the message names the column (counted in characters from 1). */
  long line() {
    return line;
  }

  /** Whether reading cannot go on, because where the next record begins is not known. */
  boolean fatal() {
    return fatal;
  }
}
