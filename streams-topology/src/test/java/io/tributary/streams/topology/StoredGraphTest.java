package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StoredGraphTest {
  /** More than a row holds, at either end. */
  private static final int MANY = 80;

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("graph").get();
  private StoredGraph graph = new StoredGraph(store);

  @Test
  void allLinksAreFoundAtBothEndsAsTheyWerePutLast() {
    Random random = new Random(5);
    Map<String, Link> put = new HashMap<>();
    for (int step = 0; step < 1_000; step++) {
      int number = random.nextInt(MANY);
      Link link =
          random.nextBoolean()
              ? link("account:a", "email:e" + number, random)
              : link("user:u" + number, "anonymous:kiosk", random);
      graph.put(link);
      put.put(link.evidence().subject() + ' ' + link.evidence().other(), link);
      if (random.nextInt(100) == 0) {
        graph.save();
        graph = new StoredGraph(store);
      }
    }

    assertThat(graph.links("account:a"))
        .hasSize(MANY)
        .allMatch(link -> put.containsValue(link) && link.evidence().subject().equals("account:a"))
        .doesNotHaveDuplicates();
    assertThat(graph.links("anonymous:kiosk"))
        .hasSize(MANY)
        .allMatch(link -> put.containsValue(link))
        .doesNotHaveDuplicates();
    put.values()
        .forEach(
            link ->
                assertThat(graph.link(link.evidence().subject(), link.evidence().other()))
                    .contains(link));
    assertThat(graph.links("email:e7")).hasSize(1);
    assertThat(graph.link("account:a", "email:nobody")).isEmpty();
  }

  private static Link link(String subject, String other, Random random) {
    Evidence evidence = new Evidence(subject, other, random.nextInt(1_000));
    return new Link(
        evidence, random.nextBoolean() ? Optional.empty() : Optional.of("limit:account"));
  }
}
