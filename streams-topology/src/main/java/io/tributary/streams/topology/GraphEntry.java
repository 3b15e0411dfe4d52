package io.tributary.streams.topology;

import io.tributary.state.GraphGroup;
import io.tributary.state.GraphNode;
import io.tributary.state.GraphRow;
import io.tributary.streams.identity.Group;
import io.tributary.streams.identity.Link;
import io.tributary.streams.identity.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the graph knows of one identifier, as it is worked with; a {@link GraphRow} is kept. */
final class GraphEntry {
  private final String identifier;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Set<String> subjects = new LinkedHashSet<>();
  private Node node;
  private Group group;
  private boolean moreLinks;
  private boolean moreSubjects;

  private GraphEntry(String identifier) {
    this.identifier = identifier;
  }

  static GraphEntry unknown(String identifier) {
    return new GraphEntry(identifier);
  }

  static GraphEntry of(String identifier, GraphRow row) {
    GraphEntry entry = new GraphEntry(identifier);
    entry.node = row.getNode() == null ? null : node(row.getNode());
    entry.group = row.getGroup() == null ? null : group(row.getGroup());
    row.getLinks()
        .forEach(kept -> entry.links.put(kept.getOther(), StoredGraph.link(identifier, kept)));
    entry.moreLinks = row.getMoreLinks();
    entry.subjects.addAll(row.getSubjects());
    entry.moreSubjects = row.getMoreSubjects();
    return entry;
  }

  private static Node node(GraphNode kept) {
    return new Node(
        kept.getFounder(), kept.getFirstSeen(), kept.getGeneration(), kept.getStrongerLinks());
  }

  private static Group group(GraphGroup kept) {
    return new Group(kept.getFounderSeen(), kept.getLatest(), kept.getMembers());
  }

  GraphRow row() {
    return new GraphRow(
        node == null
            ? null
            : new GraphNode(
                node.founder(), node.firstSeenMillis(), node.generation(), node.strongerLinks()),
        group == null
            ? null
            : new GraphGroup(group.founderSeenMillis(), group.latestMillis(), group.members()),
        links.values().stream().map(StoredGraph::kept).toList(),
        moreLinks,
        new ArrayList<>(subjects),
        moreSubjects);
  }

  String identifier() {
    return identifier;
  }

  /** Null of one that is part of no evidence. */
  Node node() {
    return node;
  }

  void setNode(Node node) {
    this.node = node;
  }

  /** Of which it is the founder; null if it is none. */
  Group group() {
    return group;
  }

  void setGroup(Group group) {
    this.group = group;
  }

  /** Those of which it is the subject, by the other end. */
  Map<String, Link> links() {
    return links;
  }

  boolean hasMoreLinks() {
    return moreLinks;
  }

  void hasMoreLinksNow() {
    moreLinks = true;
  }

  /** The subjects of those of which it is the other end. */
  Set<String> subjects() {
    return subjects;
  }

  boolean hasMoreSubjects() {
    return moreSubjects;
  }

  void hasMoreSubjectsNow() {
    moreSubjects = true;
  }
}
