package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.TicketSolved;
import io.tributary.serde.TrustedRecords;
import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FactsTest {
  static {
    TrustedRecords.trust();
  }

  @Property(tries = 300)
  void ofMoreThanTheLimitTheFirstAndTheLatestAreKeptInAnyOrderOfArrival(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    List<Fact> told = new ArrayList<>(IntStream.range(0, count).mapToObj(FactsTest::at).toList());
    List<Fact> expected = new ArrayList<>(told);
    while (expected.size() > 11) {
      expected.remove(5);
    }
    Collections.shuffle(told, new Random(seed));

    List<Fact> kept = List.of();
    int leftOut = 0;
    for (Fact fact : told) {
      Facts.Addition addition = Facts.add(kept, fact, 11);
      kept = addition.facts();
      leftOut += addition.dropped() ? 1 : 0;
    }

    assertThat(kept).isEqualTo(expected);
    assertThat(leftOut).isEqualTo(Math.max(0, count - 11));
  }

  @Property(tries = 300)
  void atTheLimitSeveralSubjectsAmountToWhatOneWouldAndLeaveWhole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    Random random = new Random(seed);
    List<Fact> told = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      told.add(new Fact("s" + random.nextInt(3), "crm", "evt-" + i, (long) i, solved(null)));
    }
    List<Fact> arriving = new ArrayList<>(told);
    Collections.shuffle(arriving, random);

    assertThat(Facts.thinned(kept(arriving), 11)).isEqualTo(Facts.thinned(told, 11));
    List<Fact> rest = new ArrayList<>(kept(arriving));
    rest.removeIf(fact -> fact.getSubject().equals("s0"));
    arriving.removeIf(fact -> fact.getSubject().equals("s0"));
    assertThat(rest).as("as if s0 had never been here").isEqualTo(kept(arriving));
  }

  private static List<Fact> kept(List<Fact> arriving) {
    List<Fact> kept = List.of();
    for (Fact fact : arriving) {
      kept = Facts.add(kept, fact, 11).facts();
    }
    return kept;
  }

  @Test
  void aFactThatIsKnownChangesNothing() {
    List<Fact> known = Facts.add(List.of(), at(1), 10).facts();

    assertThat(Facts.add(known, at(1), 10)).isEqualTo(new Facts.Addition(known, false));
    assertThat(Facts.add(known, at(1), 10).facts()).isSameAs(known);
  }

  @Test
  void anIdThatSaysTwoThingsIsFoldedOnceAndAlwaysTheSame() {
    Fact early = new Fact("s", "crm", "same", 1L, solved("ada"));
    Fact late = new Fact("s", "crm", "same", 2L, solved("bob"));

    List<Fact> oneWay = Facts.add(Facts.add(List.of(), early, 10).facts(), late, 10).facts();
    List<Fact> otherWay = Facts.add(Facts.add(List.of(), late, 10).facts(), early, 10).facts();

    assertThat(oneWay).isEqualTo(otherWay);
    assertThat(Facts.distinct(oneWay)).containsExactly(early);
  }

  @Property(tries = 300)
  void ofFewAndOfManyFactsTheFirstOfEachIdIsFolded(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int count) {
    Random random = new Random(seed);
    List<Fact> facts = new ArrayList<>();
    Map<List<String>, Fact> first = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String source = "s" + random.nextInt(2);
      String id = "evt-" + random.nextInt(1 + count / 2);
      Fact fact = new Fact("subject", source, id, (long) i, solved(null));
      facts.add(fact);
      first.putIfAbsent(List.of(source, id), fact);
    }

    assertThat(Facts.distinct(facts)).containsExactlyElementsOf(first.values());
  }

  @Test
  void theSameIdOfAnotherSourceIsAnotherFact() {
    Fact crm = new Fact("s", "crm", "same", 1L, solved(null));
    Fact desk = new Fact("s", "desk", "same", 1L, solved(null));

    assertThat(Facts.distinct(List.of(crm, desk))).containsExactly(crm, desk);
  }

  private static Fact at(int time) {
    return new Fact("s", "crm", "evt-" + time, (long) time, solved(null));
  }

  private static TicketSolved solved(String owner) {
    return new TicketSolved("T", owner, Map.of());
  }
}
