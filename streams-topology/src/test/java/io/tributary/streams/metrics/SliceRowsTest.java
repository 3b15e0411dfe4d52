package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricValues;
import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which rows go out, and when. */
class SliceRowsTest {
  private static final Policy POLICY = Policy.standard();
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  private final SliceSums sums = new SliceSums();
  private final SliceRows rows = SliceRows.none();
  private final TreeSet<LocalDate> sent = new TreeSet<>();
  private final List<String> withdrawn = new ArrayList<>();

  @Test
  void rowsOfDaysBeforeYesterdayAreCountedWhileTheyAreDue() {
    assertThat(rows.pastRowsDue(TODAY)).isZero();
    won("2026-03-31", 1);
    won("2026-03-30", 1);
    assertThat(rows.pastRowsDue(TODAY)).isZero();
    won("2026-03-29", 1);
    long families = rows.pastRowsDue(TODAY);
    assertThat(families).isPositive();

    won("2026-03-20", 1);
    assertThat(rows.pastRowsDue(TODAY)).isEqualTo(10 * families);
    writtenOn(TODAY);
    assertThat(rows.pastRowsDue(TODAY)).isZero();
  }

  @Test
  void fromTheFirstSumToTodayAndThenOnlyWhatAChangeReaches() {
    won("2026-03-10", 1);
    assertThat(writtenOn(TODAY)).isEqualTo("2026-03-10..2026-03-31");
    assertThat(writtenOn(TODAY)).isEqualTo("none");

    won("2026-03-20", 1);
    assertThat(writtenOn(TODAY)).isEqualTo("2026-03-20..2026-03-31");

    won("2026-04-02", 1);
    assertThat(writtenOn(TODAY)).as("not yet").isEqualTo("none");
  }

  @Test
  void whenADayEndsItsRowsAreSentOnceMoreAsFinal() {
    won("2026-03-10", 1);
    writtenOn(TODAY);

    assertThat(rows.isDue(TODAY)).isFalse();
    assertThat(rows.isDue(TODAY.plusDays(1))).isTrue();
    assertThat(writtenOn(TODAY.plusDays(2))).isEqualTo("2026-03-31..2026-04-02");
  }

  @Test
  void aDayThatHasEndedDoesNotBeginAgain() {
    won("2026-03-10", 1);
    writtenOn(TODAY.plusDays(2));
    won("2026-03-30", 1);

    assertThat(writtenOn(TODAY)).isEqualTo("2026-03-30..2026-04-02");
  }

  @Test
  void rowsThatLoseTheirBeginningAreWithdrawn() {
    won("2026-03-10", 1);
    won("2026-03-12", 1);
    writtenOn(TODAY);

    won("2026-03-10", -1);
    writtenOn(TODAY);

    assertThat(withdrawn)
        .containsExactly("pipeline|total||2026-03-10", "pipeline|total||2026-03-11");
  }

  @Test
  void ofDaysLongPastOnlyMonthsEndsRemain() {
    won("2025-02-10", 1);
    writtenOn(TODAY);

    assertThat(sent.headSet(LocalDate.of(2025, 2, 25))).as("400 days and more before").isEmpty();
    assertThat(sent.first()).isEqualTo(LocalDate.of(2025, 2, 25));

    writtenOn(TODAY.plusDays(2));
    assertThat(withdrawn)
        .containsExactly("pipeline|total||2025-02-25", "pipeline|total||2025-02-26");
  }

  @Test
  void aQuotaReachesBackToTheBeginningOfItsYear() {
    sums.add(Measures.QUOTA, "USD", day("2026-01-01"), 1);
    rows.outdate(Measures.QUOTA, LocalDate.of(2026, 1, 1), POLICY);
    writtenOn(TODAY);

    sums.add(Measures.QUOTA, "USD", day("2026-06-30"), 1);
    rows.outdate(Measures.QUOTA, LocalDate.of(2026, 6, 30), POLICY);

    assertThat(writtenOn(TODAY)).isEqualTo("2026-01-01..2026-03-31");
  }

  @Test
  void whatWasKeptGoesOnAsItWas() {
    won("2026-03-10", 1);
    writtenOn(TODAY);
    won("2026-03-20", 1);

    SliceRows again = SliceRows.of(rows.today(), rows.firstDays(), rows.outdatedFrom());

    assertThat(again.isDue(TODAY)).isTrue();
    assertThat(again.firstDays()).isEqualTo(rows.firstDays());
    assertThat(again.outdatedFrom()).isEqualTo(rows.outdatedFrom());
  }

  private void won(String day, long count) {
    sums.add(Measures.WON, "", day(day), count);
    rows.outdate(Measures.WON, LocalDate.parse(day), POLICY);
  }

  private String writtenOn(LocalDate today) {
    sent.clear();
    withdrawn.clear();
    new MetricRows(POLICY)
        .write(
            "total",
            "",
            sums,
            rows,
            today,
            Instant.EPOCH,
            new MetricRows.Sink() {
              @Override
              public void row(String key, MetricValues values) {
                if (values.getFamily().equals("pipeline") || values.getFamily().equals("quota")) {
                  sent.add(values.getAsOf());
                }
              }

              @Override
              public void withdrawn(String key) {
                if (key.startsWith("pipeline|")) {
                  withdrawn.add(key);
                }
              }
            });
    return sent.isEmpty() ? "none" : sent.first() + ".." + sent.last();
  }

  private static int day(String day) {
    return (int) LocalDate.parse(day).toEpochDay();
  }
}
