package io.tributary.streams.identity;

import java.util.List;
import java.util.Optional;

/** Where the graph is kept. What was put is found at once. */
public interface GraphStore {
  Optional<Node> node(String identifier);

  void put(String identifier, Node node);

  Optional<Group> group(String founder);

  void put(String founder, Group group);

  void removeGroup(String founder);

  /** The link of exactly that direction. */
  Optional<Link> link(String subject, String other);

  /** Stores a link, or what is now known of it. */
  void put(Link link);

  /** All links that have the identifier at either end. */
  List<Link> links(String identifier);
}
