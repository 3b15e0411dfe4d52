package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.Contribution;
import io.tributary.output.SliceChange;
import io.tributary.serde.TrustedRecords;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SliceChangesTest {
  /** What a broker takes in a record, ordinarily. */
  private static final int MOST_BYTES = 1_000_000;

  private static final Dimensions OWNER = new Dimensions(null, null, null, "Grace", null);

  private final SliceChanges changes = new SliceChanges();

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void manyChangesOfLongNamesGoInRecordsThatABrokerTakes() throws IOException {
    Map<String, Long> expected = new HashMap<>();
    List<Contribution> contributions = new ArrayList<>();
    for (int number = 0; number < 50_000; number++) {
      // Every measure has one day: its name is most of what is written.
      // A character of it takes up to three bytes.
      String measure = "stage_entered:" + "長".repeat(300) + number;
      LocalDate day = LocalDate.EPOCH.minusDays(number % 1_000);
      contributions.add(new Contribution(measure, day, "", Long.MAX_VALUE - number));
      expected.put("total| " + measure + ' ' + day, Long.MAX_VALUE - number);
    }

    changes.add(OWNER, contributions, 1);
    List<SliceChange> drained = changes.drain();

    Map<String, Long> sums = new HashMap<>();
    for (SliceChange change : drained) {
      assertThat(SliceChange.getEncoder().encode(change).remaining()).isLessThan(MOST_BYTES);
      if (change.getDimension().equals("total")) {
        ChangedSums.add(change, sums);
      }
    }
    assertThat(sums).isEqualTo(expected);
  }

  @Test
  void manyDaysOfOneMeasureGoInRecordsThatABrokerTakes() throws IOException {
    List<Contribution> contributions = new ArrayList<>();
    for (int day = -100_000; day < 100_000; day++) {
      contributions.add(new Contribution("mrr", LocalDate.ofEpochDay(day), "EUR", day + 200_000L));
    }

    changes.add(OWNER, contributions, 1);
    List<SliceChange> drained = changes.drain();

    Map<String, Long> sums = new HashMap<>();
    for (SliceChange change : drained) {
      assertThat(SliceChange.getEncoder().encode(change).remaining()).isLessThan(MOST_BYTES);
      if (change.getSlice().equals("Grace")) {
        ChangedSums.add(change, sums);
      }
    }
    assertThat(sums).hasSize(200_000);
    assertThat(sums)
        .containsEntry("owner|Grace mrr 1969-12-31 EUR", 199_999L)
        .containsEntry("owner|Grace mrr 1970-01-01 EUR", 200_000L);
  }

  /** So many that not all of them fit into one block. */
  @Test
  void eachOfManySlicesHasItsOwnSums() {
    Map<String, Long> expected = new HashMap<>();
    for (int owner = 0; owner < 20_000; owner++) {
      LocalDate day = LocalDate.EPOCH.plusDays(owner % 700);
      Dimensions dimensions = new Dimensions("search", null, null, "owner " + owner, null);
      changes.add(dimensions, List.of(new Contribution("leads", day, "", owner + 1L)), 1);
      expected.put("owner|owner " + owner + " leads " + day, owner + 1L);
      for (String all :
          List.of(
              "total|",
              "channel|search",
              "region|unassigned",
              "segment|unassigned",
              "product|unassigned")) {
        expected.merge(all + " leads " + day, owner + 1L, Long::sum);
      }
    }

    Map<String, Long> sums = new HashMap<>();
    changes.drain().forEach(change -> ChangedSums.add(change, sums));
    assertThat(sums).isEqualTo(expected);
  }

  /** Whoever reads a change takes its first day for the earliest. */
  @Test
  void theDaysOfAMeasureAreInOrderFromLongBefore1970On() {
    for (int day : new int[] {20_000, -1, 0, -20_000, 1}) {
      changes.add(OWNER, List.of(new Contribution("leads", LocalDate.ofEpochDay(day), "", 1L)), 1);
    }

    assertThat(changes.drain())
        .hasSize(6)
        .flatExtracting(SliceChange::getChanges)
        .allSatisfy(
            change -> {
              List<Integer> days = new ArrayList<>();
              DailyAmounts.forEach(change.getAmounts(), (day, amount) -> days.add(day));
              assertThat(days).containsExactly(-20_000, -1, 0, 1, 20_000);
            });
  }

  @Test
  void whatIsUnknownIsUnassignedAndEveryDimensionHasTheTotal() {
    Contribution lead = new Contribution("leads", LocalDate.EPOCH, "", 2L);
    changes.add(OWNER, List.of(lead), 1);
    changes.add(new Dimensions("search", "EU", null, null, " "), List.of(lead), 1);

    Map<String, Long> sums = new HashMap<>();
    changes.drain().forEach(change -> ChangedSums.add(change, sums));

    assertThat(sums)
        .containsOnly(
            Map.entry("total| leads 1970-01-01", 4L),
            Map.entry("channel|search leads 1970-01-01", 2L),
            Map.entry("channel|unassigned leads 1970-01-01", 2L),
            Map.entry("region|EU leads 1970-01-01", 2L),
            Map.entry("region|unassigned leads 1970-01-01", 2L),
            Map.entry("segment|unassigned leads 1970-01-01", 4L),
            Map.entry("owner|Grace leads 1970-01-01", 2L),
            Map.entry("owner|unassigned leads 1970-01-01", 2L),
            Map.entry("product|unassigned leads 1970-01-01", 4L));
  }

  @Test
  void changesThatCancelEachOtherAreLeftOut() {
    Contribution won = new Contribution("won_count", LocalDate.of(2026, 3, 1), "", 1L);

    changes.add(OWNER, List.of(won), 1);
    changes.add(OWNER, List.of(won), -1);

    assertThat(changes.drain()).isEmpty();
  }

  @Test
  void whatWasDrainedDoesNotComeAgain() {
    changes.add(OWNER, List.of(new Contribution("leads", LocalDate.EPOCH, "", 3L)), 1);

    assertThat(changes.drain()).isNotEmpty();
    assertThat(changes.drain()).isEmpty();
    assertThat(changes.size()).isZero();
  }
}
