package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of a slice are out of date: those of some families, from some day on.
 *
 * @param fromDay days since 1970-01-01
 * @param families one bit per family, in the order of the catalogue
 */
public record Dirt(int fromDay, int families) {
  private static final Map<String, Integer> FAMILIES_OF = familiesOf();

  /** Every row from that day on. */
  public static Dirt allFrom(LocalDate day) {
    return new Dirt((int) day.toEpochDay(), (1 << MetricCatalogue.FAMILIES.size()) - 1);
  }

  /** What a change of one sum puts out of date; a measure that no metric uses puts nothing. */
  public static Dirt of(String measure, LocalDate day, Policy policy) {
    // Attainment is measured against the quota of a whole period, so a quota also reaches back to
    // the period's first day.
    LocalDate from =
        measure.equals(QuotaMetrics.WHOLE_PERIOD)
            ? Window.YTD.firstDay(day, policy.fiscalYearStart())
            : day;
    return new Dirt((int) from.toEpochDay(), FAMILIES_OF.getOrDefault(measure, 0));
  }

  public boolean isNone() {
    return families == 0;
  }

  public Dirt and(Dirt other) {
    if (isNone()) {
      return other;
    }
    return other.isNone()
        ? this
        : new Dirt(Math.min(fromDay, other.fromDay), families | other.families);
  }

  public LocalDate from() {
    return LocalDate.ofEpochDay(fromDay);
  }

  public Set<Family> familySet() {
    Set<Family> set = new LinkedHashSet<>();
    List<Family> all = MetricCatalogue.FAMILIES;
    for (int i = 0; i < all.size(); i++) {
      if ((families & 1 << i) != 0) {
        set.add(all.get(i));
      }
    }
    return set;
  }

  private static Map<String, Integer> familiesOf() {
    Map<String, Integer> families = new HashMap<>();
    for (int i = 0; i < MetricCatalogue.FAMILIES.size(); i++) {
      int bit = 1 << i;
      for (String measure : MetricCatalogue.FAMILIES.get(i).measures()) {
        families.merge(measure, bit, (before, more) -> before | more);
      }
    }
    return families;
  }
}
