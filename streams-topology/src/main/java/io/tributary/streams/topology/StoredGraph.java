package io.tributary.streams.topology;

import io.tributary.state.GraphLink;
import io.tributary.state.GraphRow;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.GraphStore;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The graph in a state store. All that is known of an identifier is one row, written once per
 * commit however much happens to it; those met lately are in memory, too. A link is kept with its
 * subject; the other end only knows whose link it is. Of identifiers with very many links the later
 * ones are rows of their own.
 */
final class StoredGraph implements GraphStore {
  private static final char IDENTIFIER = 'I';
  private static final char LINK = 'L';
  private static final char BACK = 'B';
  private static final byte[] NOTHING = {};

  /** In the row of an identifier, as subject and as other end: it is written as a whole. */
  private static final int MOST_LINKS = 32;

  private static final int MOST_IN_MEMORY = 10_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<GraphRow> rows = new StateCodec<>(GraphRow.class);
  private final StateCodec<GraphLink> links = new StateCodec<>(GraphLink.class);
  private final Map<String, GraphEntry> lately = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<GraphEntry> changed = new HashSet<>();

  StoredGraph(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public Optional<Node> node(String identifier) {
    return Optional.ofNullable(entry(identifier).node());
  }

  @Override
  public void put(String identifier, Node node) {
    change(identifier).setNode(node);
  }

  @Override
  public Optional<Group> group(String founder) {
    return Optional.ofNullable(entry(founder).group());
  }

  @Override
  public void put(String founder, Group group) {
    change(founder).setGroup(group);
  }

  @Override
  public void removeGroup(String founder) {
    change(founder).setGroup(null);
  }

  @Override
  public Optional<Link> link(String subject, String other) {
    GraphEntry entry = entry(subject);
    Link link = entry.links().get(other);
    if (link == null && entry.hasMoreLinks()) {
      byte[] row = store.get(StoreKeys.of(LINK, subject, other));
      return Optional.ofNullable(row).map(links::decode).map(kept -> link(subject, kept));
    }
    return Optional.ofNullable(link);
  }

  @Override
  public void put(Link link) {
    String subject = link.evidence().subject();
    String other = link.evidence().other();
    GraphEntry entry = change(subject);
    boolean isNew = link(subject, other).isEmpty();
    boolean isFull = entry.links().size() >= MOST_LINKS && !entry.links().containsKey(other);
    if (isFull) {
      entry.hasMoreLinksNow();
      store.put(StoreKeys.of(LINK, subject, other), links.encode(kept(link)));
    } else {
      entry.links().put(other, link);
    }
    if (isNew) {
      leadBack(other, subject);
    }
  }

  private void leadBack(String other, String subject) {
    GraphEntry entry = change(other);
    if (entry.subjects().size() >= MOST_LINKS) {
      entry.hasMoreSubjectsNow();
      store.put(StoreKeys.of(BACK, other, subject), NOTHING);
    } else {
      entry.subjects().add(subject);
    }
  }

  @Override
  public List<Link> links(String identifier) {
    GraphEntry entry = entry(identifier);
    List<Link> found = new ArrayList<>(entry.links().values());
    if (entry.hasMoreLinks()) {
      try (KeyValueIterator<Bytes, byte[]> more = scan(LINK, identifier)) {
        more.forEachRemaining(row -> found.add(link(identifier, links.decode(row.value))));
      }
    }
    List<String> subjects = new ArrayList<>(entry.subjects());
    if (entry.hasMoreSubjects()) {
      try (KeyValueIterator<Bytes, byte[]> more = scan(BACK, identifier)) {
        more.forEachRemaining(row -> subjects.add(StoreKeys.second(row.key)));
      }
    }
    subjects.forEach(subject -> link(subject, identifier).ifPresent(found::add));
    return found;
  }

  /** Writes what changed since the last time. */
  void save() {
    changed.forEach(
        entry -> store.put(StoreKeys.of(IDENTIFIER, entry.identifier()), rows.encode(entry.row())));
    changed.clear();
    Iterator<GraphEntry> eldest = lately.values().iterator();
    while (lately.size() > MOST_IN_MEMORY) {
      eldest.next();
      eldest.remove();
    }
  }

  private GraphEntry change(String identifier) {
    GraphEntry entry = entry(identifier);
    changed.add(entry);
    return entry;
  }

  private GraphEntry entry(String identifier) {
    return lately.computeIfAbsent(identifier, this::load);
  }

  private GraphEntry load(String identifier) {
    byte[] row = store.get(StoreKeys.of(IDENTIFIER, identifier));
    return row == null
        ? GraphEntry.unknown(identifier)
        : GraphEntry.of(identifier, rows.decode(row));
  }

  private KeyValueIterator<Bytes, byte[]> scan(char what, String identifier) {
    return store.prefixScan(StoreKeys.prefix(what, identifier), new ByteArraySerializer());
  }

  static Link link(String subject, GraphLink kept) {
    return new Link(
        new Evidence(subject, kept.getOther(), kept.getSeenAt()),
        Optional.of(kept.getRefusal()).filter(refusal -> !refusal.isEmpty()));
  }

  static GraphLink kept(Link link) {
    Evidence evidence = link.evidence();
    return new GraphLink(evidence.other(), evidence.seenAtMillis(), link.refusal().orElse(""));
  }
}
