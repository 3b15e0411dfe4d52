package io.tributary.sink.warehouse;

/** The warehouse will not take a row of the batch, however often it is tried. */
public final class RowRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code the warehouse's own code, such as a SQL state
   */
  public RowRefusedException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
