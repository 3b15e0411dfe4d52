package io.tributary.streams.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The definition of assignment, word by word, with no thought for speed: what the graph is held to.
 */
public final class NaiveAssignment {
  /** Founder of every identifier that is not alone. */
  public final Map<String, String> founders = new TreeMap<>();

  /**
   * Standing conflicts: ends, date, founders of both, and whether it is a limit that keeps them
   * apart.
   */
  public final Set<List<Object>> conflicts = new HashSet<>();

  /**
   * @param limits by kind; a kind without one has none
   * @param blocked identifiers
   */
  public NaiveAssignment(
      List<Evidence> evidence,
      List<String> kindsStrongestFirst,
      Map<String, Integer> limits,
      Set<String> blocked,
      int maxLinks) {
    Map<List<String>, Long> dates = new HashMap<>();
    for (Evidence e : evidence) {
      if (!e.subject().equals(e.other())) {
        dates.merge(List.of(e.subject(), e.other()), e.seenAtMillis(), Math::min);
      }
    }
    Map<String, Set<String>> strongerOnes = new HashMap<>();
    for (List<String> ends : dates.keySet()) {
      if (!blocked.contains(ends.get(0))
          && !blocked.contains(ends.get(1))
          && kindsStrongestFirst.indexOf(kind(ends.get(0)))
              < kindsStrongestFirst.indexOf(kind(ends.get(1)))) {
        strongerOnes.computeIfAbsent(ends.get(1), e -> new HashSet<>()).add(ends.get(0));
      }
    }
    Set<String> nobody = new HashSet<>(blocked);
    strongerOnes.forEach(
        (identifier, ones) -> {
          if (ones.size() > maxLinks) {
            nobody.add(identifier);
          }
        });

    List<Evidence> sorted = new ArrayList<>();
    dates.forEach((ends, date) -> sorted.add(new Evidence(ends.get(0), ends.get(1), date)));
    sorted.sort(
        Comparator.comparing(Evidence::seenAtMillis)
            .thenComparing(Evidence::subject)
            .thenComparing(Evidence::other));

    Map<String, Long> firstSeen = new HashMap<>();
    List<Set<String>> groups = new ArrayList<>();
    List<Evidence> refused = new ArrayList<>();
    for (Evidence e : sorted) {
      if (nobody.contains(e.subject()) || nobody.contains(e.other())) {
        refused.add(e);
        continue;
      }
      firstSeen.merge(e.subject(), e.seenAtMillis(), Math::min);
      firstSeen.merge(e.other(), e.seenAtMillis(), Math::min);
      Set<String> first = groupOf(groups, e.subject());
      Set<String> second = groupOf(groups, e.other());
      Set<String> both = new TreeSet<>(first);
      both.addAll(second);
      boolean fits =
          limits.entrySet().stream()
              .allMatch(
                  limit ->
                      both.stream().filter(i -> kind(i).equals(limit.getKey())).count()
                          <= limit.getValue());
      if (fits) {
        groups.remove(first);
        groups.remove(second);
        groups.add(both);
      } else {
        refused.add(e);
      }
    }
    for (Set<String> group : groups) {
      String founder =
          group.stream()
              .min(
                  Comparator.comparingLong((String member) -> firstSeen.get(member))
                      .thenComparing(member -> member))
              .orElseThrow();
      group.forEach(member -> founders.put(member, founder));
    }
    for (Evidence e : refused) {
      conflicts.add(
          List.of(
              e.subject(),
              e.other(),
              e.seenAtMillis(),
              founders.getOrDefault(e.subject(), e.subject()),
              founders.getOrDefault(e.other(), e.other()),
              !nobody.contains(e.subject()) && !nobody.contains(e.other())));
    }
  }

  private static Set<String> groupOf(List<Set<String>> groups, String identifier) {
    return groups.stream()
        .filter(group -> group.contains(identifier))
        .findAny()
        .orElseGet(() -> new TreeSet<>(Set.of(identifier)));
  }

  private static String kind(String identifier) {
    return identifier.split(":")[0];
  }
}
