package io.tributary.streams.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.IdentifierKinds;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityGraphTest {
  private static final String ACME = "account:crm/001A";
  private static final String GLOBEX = "account:crm/002B";
  private static final String ADA = "email:ada@acme.example";

  private final IdentityGraph graph =
      new IdentityGraph(new MapGraphStore(), new IdentityRules(IdentifierKinds.standard(), 100));

  @Test
  void aCustomerIdIsTheNameBasedUuidOfItsFounder() {
    // Computed with another implementation of RFC 9562; a change would orphan all that was
    // published.
    assertThat(CustomerIds.foundedBy(ADA)).isEqualTo("798fde54-afa7-5866-ad69-67b17dfbe48d");
  }

  @Test
  void ofTwoSeenTogetherForTheFirstTimeTheSmallerFoundsAndTheSubjectIsToldInAnyCase() {
    Changes changes = graph.add(new Evidence(ACME, ADA, 10));

    assertThat(changes)
        .isEqualTo(
            new Changes(
                List.of(assignment(ACME, ACME, 1, 10), assignment(ADA, ACME, 1, 10)),
                List.of(),
                0));
  }

  @Test
  void aRepeatChangesNothing() {
    graph.add(new Evidence(ACME, ADA, 10));

    assertThat(graph.add(new Evidence(ACME, ADA, 10))).isEqualTo(Changes.NONE);
    assertThat(graph.add(new Evidence(ACME, ADA, 11))).isEqualTo(Changes.NONE);
  }

  @Test
  void anAccountMoreThanOneIsAConflictAndStaysItself() {
    graph.add(new Evidence(ACME, ADA, 10));

    Evidence second = new Evidence(GLOBEX, ADA, 20);
    assertThat(graph.add(second))
        .isEqualTo(
            new Changes(
                List.of(assignment(GLOBEX, GLOBEX, 1, 20)),
                List.of(
                    new Changes.Conflict(
                        second,
                        CustomerIds.foundedBy(GLOBEX),
                        CustomerIds.foundedBy(ACME),
                        "limit:account",
                        true)),
                0));
  }

  @Test
  void earlierEvidenceWinsHoweverLateItArrives() {
    graph.add(new Evidence(ACME, ADA, 10));

    Evidence earlier = new Evidence(GLOBEX, ADA, 5);
    assertThat(graph.add(earlier))
        .isEqualTo(
            new Changes(
                List.of(assignment(GLOBEX, GLOBEX, 1, 5), assignment(ADA, GLOBEX, 2, 5)),
                List.of(
                    new Changes.Conflict(
                        new Evidence(ACME, ADA, 10),
                        CustomerIds.foundedBy(ACME),
                        CustomerIds.foundedBy(GLOBEX),
                        "limit:account",
                        true)),
                2));
  }

  @Test
  void aRefusedLinkThatTurnsOutToBeOlderIsSettled() {
    graph.add(new Evidence(ACME, ADA, 10));
    graph.add(new Evidence(GLOBEX, ADA, 20));

    assertThat(graph.add(new Evidence(GLOBEX, ADA, 5)).conflicts())
        .containsExactlyInAnyOrder(
            new Changes.Conflict(
                new Evidence(GLOBEX, ADA, 5),
                CustomerIds.foundedBy(GLOBEX),
                CustomerIds.foundedBy(GLOBEX),
                "limit:account",
                false),
            new Changes.Conflict(
                new Evidence(ACME, ADA, 10),
                CustomerIds.foundedBy(ACME),
                CustomerIds.foundedBy(GLOBEX),
                "limit:account",
                true));
  }

  @Test
  void aKioskIsBlockedAndThoseItHadJoinedArePartedAgain() {
    String kiosk = "anonymous:kiosk";
    for (int i = 0; i < 100; i++) {
      graph.add(new Evidence(visitor(i), kiosk, i));
    }

    Changes changes = graph.add(new Evidence(visitor(100), kiosk, 100));

    // The first one founded the group, so its customer stays; 99 others and the kiosk move out.
    assertThat(changes.assignments())
        .hasSize(101)
        .contains(assignment(visitor(100), visitor(100), 1, Node.NEVER));
    assertThat(changes.assignments())
        .filteredOn(assignment -> !assignment.identifier().equals(visitor(100)))
        .allSatisfy(
            assignment -> {
              assertThat(assignment.customerId())
                  .isEqualTo(CustomerIds.foundedBy(assignment.identifier()));
              assertThat(assignment.generation()).isEqualTo(2);
            });
    assertThat(changes.conflicts())
        .hasSize(101)
        .allSatisfy(
            conflict -> {
              assertThat(conflict.reason()).isEqualTo("max_links");
              assertThat(conflict.standing()).isTrue();
            });
  }

  private static Changes.Assignment assignment(
      String identifier, String founder, long generation, long firstSeenMillis) {
    return new Changes.Assignment(
        identifier, CustomerIds.foundedBy(founder), generation, firstSeenMillis);
  }

  private static String visitor(int number) {
    return "email:visitor%03d@example.com".formatted(number);
  }
}
