package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows of one slice are out, and which of them are out of date: per family from some day on.
 * Days are counted since 1970-01-01.
 */
public final class SliceRows {
  /** No such day. */
  static final int NONE = Integer.MAX_VALUE;

  /** Before every day. */
  private static final int NEVER = Integer.MIN_VALUE;

  private int today;
  private final int[] firstDays;
  private final int[] outdatedFrom;

  private SliceRows(int today, int[] firstDays, int[] outdatedFrom) {
    this.today = today;
    this.firstDays = firstDays;
    this.outdatedFrom = outdatedFrom;
  }

  /** No row is out. */
  public static SliceRows none() {
    return of(NEVER, Map.of(), Map.of());
  }

  /** As it was kept: by the names of the families, which may be others than today's. */
  public static SliceRows of(
      int today, Map<String, Integer> firstDays, Map<String, Integer> outdatedFrom) {
    SliceRows rows = new SliceRows(today, array(firstDays), array(outdatedFrom));
    List<Family> families = MetricCatalogue.FAMILIES;
    for (int i = 0; today != NEVER && i < families.size(); i++) {
      if (!firstDays.containsKey(families.get(i).name())) {
        // Nothing of this family is out, perhaps because it is new: all of it is due.
        rows.outdatedFrom[i] = NEVER;
      }
    }
    return rows;
  }

  /** A change of one sum puts the rows out of date that it reaches. Says whether more are now. */
  public boolean outdate(String measure, LocalDate day, Policy policy) {
    // Attainment is measured against the quota of a whole period, so a quota also reaches back to
    // the period's first day.
    LocalDate from =
        measure.equals(QuotaMetrics.WHOLE_PERIOD)
            ? Window.YTD.firstDay(day, policy.fiscalYearStart())
            : day;
    boolean more = false;
    for (int family : MetricCatalogue.familiesUsing(measure)) {
      more |= outdate(family, (int) from.toEpochDay());
    }
    return more;
  }

  /** Every row from that day on is out of date. */
  public void outdateAll(LocalDate from) {
    for (int family = 0; family < outdatedFrom.length; family++) {
      outdate(family, (int) from.toEpochDay());
    }
  }

  private boolean outdate(int family, int from) {
    boolean more = from < outdatedFrom[family];
    outdatedFrom[family] = Math.min(from, outdatedFrom[family]);
    return more;
  }

  /** Whether there is anything to send when this is the day that is not over. */
  public boolean isDue(LocalDate day) {
    int now = Math.max(today, (int) day.toEpochDay());
    return today < now || Arrays.stream(outdatedFrom).anyMatch(from -> from <= now);
  }

  /** How many rows there are to send of days before yesterday, when this is the day not over. */
  public long pastRowsDue(LocalDate day) {
    long yesterday = day.toEpochDay() - 1;
    return Arrays.stream(outdatedFrom).mapToLong(from -> Math.max(0, yesterday - from)).sum();
  }

  /** The day that was not over when rows last went out. */
  public int today() {
    return today;
  }

  public Map<String, Integer> firstDays() {
    return byName(firstDays, true);
  }

  public Map<String, Integer> outdatedFrom() {
    return byName(outdatedFrom, false);
  }

  /** The first day of the rows that are out; {@link #NONE}. */
  int firstDay(int family) {
    return firstDays[family];
  }

  /** The first row to be sent of a family: an outdated one, or one of a day that has ended. */
  int dueFrom(int family, int newToday) {
    return newToday > today ? Math.min(outdatedFrom[family], today) : outdatedFrom[family];
  }

  /** All rows of a family are out. */
  void sent(int family, int firstDay) {
    firstDays[family] = firstDay;
    outdatedFrom[family] = NONE;
  }

  /** All rows of all families are out. */
  void sentAll(int newToday) {
    today = newToday;
  }

  private static int[] array(Map<String, Integer> byName) {
    return MetricCatalogue.FAMILIES.stream()
        .mapToInt(family -> byName.getOrDefault(family.name(), NONE))
        .toArray();
  }

  private static Map<String, Integer> byName(int[] days, boolean all) {
    Map<String, Integer> byName = new TreeMap<>();
    for (int i = 0; i < days.length; i++) {
      if (all || days[i] != NONE) {
        byName.put(MetricCatalogue.FAMILIES.get(i).name(), days[i]);
      }
    }
    return byName;
  }
}
