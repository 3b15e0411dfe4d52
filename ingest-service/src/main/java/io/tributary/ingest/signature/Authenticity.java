package io.tributary.ingest.signature;

/** Whether a delivery is from whom it says it is. Later ones say more. */
public enum Authenticity {
  /** It is not signed. */
  MISSING,
  /** No secret gives that signature. */
  INVALID,
  /** It is signed, but too long ago, or in the future. */
  EXPIRED,
  GENUINE;

  /** The one that says more. */
  public Authenticity or(Authenticity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
