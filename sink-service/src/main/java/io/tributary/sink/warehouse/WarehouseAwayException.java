package io.tributary.sink.warehouse;

/** The warehouse cannot be reached now; the same batch may be tried again. */
public final class WarehouseAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WarehouseAwayException(String message) {
    super(message);
  }

  public WarehouseAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
