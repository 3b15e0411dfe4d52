package io.tributary.standalone.bench;

import io.tributary.event.IdentifierKinds;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.IdentityGraph;
import io.tributary.streams.identity.IdentityRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The identity graph in this process, on the heap: evidence that it has not seen, of customers with
 * ten identifiers whose evidence comes in any order, and the same once more. The limit joins the
 * same identifiers in a hash map, without limits per kind, dates or conflicts.
 */
final class IdentityBenchmark implements Benchmark {
  private static final int CUSTOMERS = 10_000;
  private static final int MAX_LINKS = 100;
  private static final String[] OTHERS = {
    "billing_customer:pay/%s",
    "organization:desk/%s",
    "email:%s@example.com",
    "email:%s@example.org",
    "lead:crm/%s",
    "user:u-%s",
    "anonymous:a-%s",
    "anonymous:b-%s",
    "anonymous:c-%s"
  };

  private final Effort effort;
  private final List<Evidence> evidence = new ArrayList<>();

  IdentityBenchmark(Effort effort) {
    this.effort = effort;
    Random random = new Random(11);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      for (String other : OTHERS) {
        long seenAt = 1_700_000_000_000L + random.nextInt(1_000_000_000);
        evidence.add(
            new Evidence("account:crm/c" + customer, other.formatted("c" + customer), seenAt));
      }
    }
    Collections.shuffle(evidence, random);
  }

  @Override
  public void prepare() {
    long until = System.nanoTime() + effort.warmUp().toNanos();
    do {
      measure(new Sums());
    } while (System.nanoTime() < until);
  }

  private static final class Sums {
    private long newNanos;
    private long knownNanos;
    private long joinNanos;
    private long lookNanos;
    private long rounds;
  }

  @Override
  public List<Measurement> run() {
    Sums sums = new Sums();
    long until = System.nanoTime() + effort.measured().toNanos();
    do {
      measure(sums);
    } while (System.nanoTime() < until);
    long edges = sums.rounds * evidence.size();
    return List.of(
        Measurement.of("new edges", Rate.perSecond(edges, sums.newNanos), "edges/s")
            .against("union-find in a hash map", Rate.perSecond(edges, sums.joinNanos)),
        Measurement.of("known edges", Rate.perSecond(edges, sums.knownNanos), "edges/s")
            .against("look-up in a hash map", Rate.perSecond(edges, sums.lookNanos)));
  }

  private void measure(Sums sums) {
    IdentityGraph graph =
        new IdentityGraph(
            new HeapGraph(), new IdentityRules(IdentifierKinds.standard(), MAX_LINKS));
    long started = System.nanoTime();
    int changed = addAll(graph);
    long added = System.nanoTime();
    int changedAgain = addAll(graph);
    long addedAgain = System.nanoTime();
    if (changed < evidence.size() || changedAgain > 0) {
      throw new IllegalStateException(
          "%d and then %d of %d edges changed an assignment"
              .formatted(changed, changedAgain, evidence.size()));
    }
    sums.newNanos += added - started;
    sums.knownNanos += addedAgain - added;
    limit(sums);
    sums.rounds++;
  }

  private int addAll(IdentityGraph graph) {
    int assignments = 0;
    for (Evidence piece : evidence) {
      assignments += graph.add(piece).assignments().size();
    }
    return assignments;
  }

  private void limit(Sums sums) {
    Map<String, String> parents = new HashMap<>();
    Map<String, Map<String, Long>> seen = new HashMap<>();
    long started = System.nanoTime();
    for (Evidence piece : evidence) {
      seen.computeIfAbsent(piece.subject(), subject -> new HashMap<>())
          .put(piece.other(), piece.seenAtMillis());
      parents.put(root(parents, piece.other()), root(parents, piece.subject()));
    }
    long joined = System.nanoTime();
    long known = 0;
    for (Evidence piece : evidence) {
      known += seen.get(piece.subject()).get(piece.other()) <= piece.seenAtMillis() ? 1 : 0;
    }
    long looked = System.nanoTime();
    if (known < evidence.size()) {
      throw new IllegalStateException("edges were forgotten");
    }
    sums.joinNanos += joined - started;
    sums.lookNanos += looked - joined;
  }

  private static String root(Map<String, String> parents, String identifier) {
    String root = identifier;
    for (String parent = parents.get(root);
        parent != null && !parent.equals(root);
        parent = parents.get(root)) {
      root = parent;
    }
    return root;
  }

  @Override
  public void close() {
    evidence.clear();
  }
}
