package io.tributary.ingest.translate;

import io.tributary.ingest.decode.Item;
import io.tributary.ingest.decode.Reason;
import java.util.List;

/** What a body in another's form holds. */
public sealed interface Translation {
  /** In the order of the body. */
  record Items(List<Item> items) implements Translation {}

  /** Nothing of it can be told apart. */
  record Unreadable(Reason reason) implements Translation {}
}
