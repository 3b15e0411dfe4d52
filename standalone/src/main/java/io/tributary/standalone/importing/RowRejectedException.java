package io.tributary.standalone.importing;

/** A row cannot become events; the message says why, in terms of the row. */
final class RowRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field what the row lacks or has wrong; empty when it is the whole
   */
  RowRejectedException(String field, String message) {
    super(message);
    this.field = field;
  }

  String field() {
    return field;
  }
}
