package io.tributary.event;

/** Identifiers as text: {@code kind:value}, the form of record keys and of the identity topics. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code kind:value}. */
  public static String text(Identifier identifier) {
    return text(identifier.getKind(), identifier.getValue());
  }

  /** {@code kind:value}. */
  public static String text(String kind, String value) {
    return kind + ':' + value;
  }

  /**
   * The reverse of {@link #text(Identifier)}. A kind never holds a colon, a value may.
   *
   * @throws IllegalArgumentException when there is no kind
   */
  public static Identifier parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + text + "' is not of the form kind:value");
    }
    return new Identifier(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Whose event it is: the strongest identifier, which is also the key of its record. */
  public static String subject(RevenueEvent event) {
    return text(event.getIdentifiers().get(0));
  }
}
