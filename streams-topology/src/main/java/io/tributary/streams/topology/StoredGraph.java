package io.tributary.streams.topology;

import io.tributary.streams.identity.GraphStore;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The graph in a state store. A link is kept under its subject; a second row under the other end
 * leads back to it, so that a decision about a link changes one row.
 */
final class StoredGraph implements GraphStore {
  private static final char NODE = 'N';
  private static final char GROUP = 'G';
  private static final char LINK = 'L';
  private static final char BACK = 'B';

  private final KeyValueStore<Bytes, byte[]> store;

  StoredGraph(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public Optional<Node> node(String identifier) {
    return Optional.ofNullable(store.get(StoreKeys.of(NODE, identifier))).map(GraphCodec::node);
  }

  @Override
  public void put(String identifier, Node node) {
    store.put(StoreKeys.of(NODE, identifier), GraphCodec.encode(node));
  }

  @Override
  public Optional<Group> group(String founder) {
    return Optional.ofNullable(store.get(StoreKeys.of(GROUP, founder))).map(GraphCodec::group);
  }

  @Override
  public void put(String founder, Group group) {
    store.put(StoreKeys.of(GROUP, founder), GraphCodec.encode(group));
  }

  @Override
  public void removeGroup(String founder) {
    store.delete(StoreKeys.of(GROUP, founder));
  }

  @Override
  public Optional<Link> link(String subject, String other) {
    return Optional.ofNullable(store.get(StoreKeys.of(LINK, subject, other)))
        .map(bytes -> GraphCodec.link(subject, other, bytes));
  }

  @Override
  public void put(Link link) {
    String subject = link.evidence().subject();
    String other = link.evidence().other();
    Bytes key = StoreKeys.of(LINK, subject, other);
    store.put(key, GraphCodec.encode(link));
    store.putIfAbsent(StoreKeys.of(BACK, other, subject), GraphCodec.nothing());
  }

  @Override
  public List<Link> links(String identifier) {
    List<Link> links = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = scan(LINK, identifier)) {
      rows.forEachRemaining(
          row -> links.add(GraphCodec.link(identifier, StoreKeys.second(row.key), row.value)));
    }
    List<String> subjects = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = scan(BACK, identifier)) {
      rows.forEachRemaining(row -> subjects.add(StoreKeys.second(row.key)));
    }
    subjects.forEach(subject -> link(subject, identifier).ifPresent(links::add));
    return links;
  }

  private KeyValueIterator<Bytes, byte[]> scan(char what, String identifier) {
    return store.prefixScan(StoreKeys.prefix(what, identifier), new ByteArraySerializer());
  }
}
