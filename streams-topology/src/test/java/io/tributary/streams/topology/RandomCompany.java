package io.tributary.streams.topology;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.RandomHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A few people and accounts that are linked, parted and linked again: hardly an event with the same
 * identifiers as another one, and limits so narrow that there are always conflicts.
 */
final class RandomCompany {
  static final int MAX_LINKS = 3;
  static final Map<String, Integer> LIMITS = Map.of("account", 1, "email", 3, "anonymous", 4);
  static final Set<String> BLOCKED = Set.of("email:nobody@example.com");
  static final List<String> KIND_NAMES =
      List.of("account", "email", "lead", "anonymous", "opportunity", "subscription", "ticket");

  static final IdentifierKinds KINDS =
      new IdentifierKinds(
          KIND_NAMES.stream()
              .map(name -> new IdentifierKind(name, false, LIMITS.getOrDefault(name, 100), false))
              .toList(),
          value -> value.equals("nobody@example.com"));

  private final Random random;
  private final RandomHistory history;

  RandomCompany(long seed) {
    this.random = new Random(seed);
    this.history = new RandomHistory(seed);
  }

  List<RevenueEvent> events(int most) {
    List<RevenueEvent> events = history.events(most, 1);
    events.forEach(event -> event.setIdentifiers(identifiers(event)));
    return events;
  }

  /** In an order of arrival that has little to do with their dates, some of them again. */
  List<RevenueEvent> arrivals(List<RevenueEvent> events) {
    return history.arrivals(events);
  }

  private List<Identifier> identifiers(RevenueEvent event) {
    Map<String, String> chosen = new TreeMap<>();
    while (chosen.isEmpty()) {
      maybe(chosen, 3, "account", "A" + random.nextInt(3));
      maybe(chosen, 2, "email", random.nextInt(9) == 0 ? "nobody@example.com" : letter(5));
      maybe(chosen, 3, "anonymous", "cookie-" + random.nextInt(4));
      EntityRef.of(event)
          .filter(entity -> KIND_NAMES.contains(kind(entity)))
          .ifPresent(entity -> maybe(chosen, 2, kind(entity), entity.id()));
    }
    if (chosen.equals(Map.of("email", "nobody@example.com"))) {
      // The edge takes no event that is nobody's.
      chosen.put("account", "A0");
    }
    List<Identifier> identifiers = new ArrayList<>();
    chosen.forEach((kind, value) -> identifiers.add(new Identifier(kind, value)));
    identifiers.removeIf(identifier -> BLOCKED.contains(Identifiers.text(identifier)));
    identifiers.sort(Comparator.comparingInt(identifier -> KINDS.strength(identifier.getKind())));
    // Were one blocked only here, and not at the edge, it would never come first.
    if (chosen.containsValue("nobody@example.com")) {
      identifiers.add(new Identifier("email", "nobody@example.com"));
    }
    return identifiers;
  }

  private static String kind(EntityRef entity) {
    return entity.kind().name().toLowerCase(Locale.ROOT);
  }

  private String letter(int of) {
    return (char) ('a' + random.nextInt(of)) + "@example.com";
  }

  private void maybe(Map<String, String> chosen, int oneOf, String kind, String value) {
    if (random.nextInt(oneOf) == 0) {
      chosen.put(kind, value);
    }
  }

  /** What the events prove, by definition. */
  static List<Evidence> evidence(List<RevenueEvent> events) {
    List<Evidence> evidence = new ArrayList<>();
    for (RevenueEvent event : events) {
      List<Identifier> identifiers = event.getIdentifiers();
      for (Identifier other : identifiers.subList(1, identifiers.size())) {
        evidence.add(
            new Evidence(
                Identifiers.subject(event),
                Identifiers.text(other),
                event.getOccurredAt().toEpochMilli()));
      }
    }
    return evidence;
  }
}
