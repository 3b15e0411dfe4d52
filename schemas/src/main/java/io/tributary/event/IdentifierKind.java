package io.tributary.event;

/**
 * One kind of identifier.
 *
 * @param name as senders write it
 * @param scoped whether values are unique only within a source system, and so carry its namespace
 * @param limitPerCustomer how many distinct values one customer may have; evidence that would
 *     exceed it is a conflict
 * @param entity whether it names a thing of a customer (an opportunity, an invoice), not the
 *     customer
 */
public record IdentifierKind(String name, boolean scoped, int limitPerCustomer, boolean entity) {
  public IdentifierKind {
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "an identifier kind is a name without ':' and '@': '" + name + "'");
    }
    if (limitPerCustomer < 1) {
      throw new IllegalArgumentException(
          "the limit per customer of " + name + " must be at least 1: " + limitPerCustomer);
    }
  }
}
