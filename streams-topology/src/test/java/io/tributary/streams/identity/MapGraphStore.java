package io.tributary.streams.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph on the heap. */
final class MapGraphStore implements GraphStore {
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<List<String>, Link> links = new HashMap<>();

  @Override
  public Optional<Node> node(String identifier) {
    return Optional.ofNullable(nodes.get(identifier));
  }

  @Override
  public void put(String identifier, Node node) {
    nodes.put(identifier, node);
  }

  @Override
  public Optional<Group> group(String founder) {
    return Optional.ofNullable(groups.get(founder));
  }

  @Override
  public void put(String founder, Group group) {
    groups.put(founder, group);
  }

  @Override
  public void removeGroup(String founder) {
    if (groups.remove(founder) == null) {
      throw new AssertionError("a group that was never stored needs no tombstone: " + founder);
    }
  }

  @Override
  public Optional<Link> link(String subject, String other) {
    return Optional.ofNullable(links.get(List.of(subject, other)));
  }

  @Override
  public void put(Link link) {
    links.put(List.of(link.evidence().subject(), link.evidence().other()), link);
  }

  @Override
  public List<Link> links(String identifier) {
    return links.values().stream().filter(link -> link.evidence().touches(identifier)).toList();
  }
}
