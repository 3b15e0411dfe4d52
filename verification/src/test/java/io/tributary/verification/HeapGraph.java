package io.tributary.verification;

import io.tributary.streams.identity.GraphStore;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small graph of identifiers on the heap. */
final class HeapGraph implements GraphStore {
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
    groups.remove(founder);
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
    return links.entrySet().stream()
        .filter(entry -> entry.getKey().contains(identifier))
        .map(Map.Entry::getValue)
        .toList();
  }
}
