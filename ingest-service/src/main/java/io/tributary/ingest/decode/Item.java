package io.tributary.ingest.decode;

import java.util.List;

/**
 * One thing of a body that is in another's form, and what it says in ours.
 *
 * @param index position in the body, 0 for the first
 * @param id as its sender calls it; null when it has none
 * @param type as its sender calls it; null when it has none
 * @param kept in this form it can be read again: its bytes, or what makes sense of them without the
 *     rest of the body
 * @param events in our own JSON form; may be none when it is known to mean nothing here
 * @param reasons why it could not be understood; then there are no events
 */
public record Item(
    int index, String id, String type, byte[] kept, List<byte[]> events, List<Reason> reasons) {
  public static Item understood(
      int index, String id, String type, byte[] kept, List<byte[]> events) {
    return new Item(index, id, type, kept, events, List.of());
  }

  public static Item refused(int index, String id, String type, byte[] kept, Reason reason) {
    return new Item(index, id, type, kept, List.of(), List.of(reason));
  }
}
