package io.tributary.standalone.bench;

import io.tributary.streams.identity.GraphStore;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An identity graph on the heap: what it costs is the graph's, and not a store's. */
final class HeapGraph implements GraphStore {
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();

  /** By subject, then by the other end. */
  private final Map<String, Map<String, Link>> links = new HashMap<>();

  /** By the other end: the subjects. */
  private final Map<String, List<String>> back = new HashMap<>();

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
    return Optional.ofNullable(links.getOrDefault(subject, Map.of()).get(other));
  }

  @Override
  public void put(Link link) {
    String subject = link.evidence().subject();
    String other = link.evidence().other();
    Map<String, Link> ofSubject = links.computeIfAbsent(subject, key -> new LinkedHashMap<>());
    if (ofSubject.put(other, link) == null) {
      back.computeIfAbsent(other, key -> new ArrayList<>(1)).add(subject);
    }
  }

  @Override
  public List<Link> links(String identifier) {
    List<Link> found = new ArrayList<>(links.getOrDefault(identifier, Map.of()).values());
    for (String subject : back.getOrDefault(identifier, List.of())) {
      found.add(links.get(subject).get(identifier));
    }
    return found;
  }
}
