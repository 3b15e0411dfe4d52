package io.tributary.standalone.demo;

import java.util.List;
import java.util.Locale;

/** Names of companies and people; all of their addresses are under the reserved .example. */
final class Names {
  private static final List<String> FIRST_WORDS =
      List.of(
          "Alder",
          "Amber",
          "Arbor",
          "Atlas",
          "Beacon",
          "Birch",
          "Bluff",
          "Boreal",
          "Bright",
          "Cedar",
          "Cinder",
          "Clear",
          "Copper",
          "Coral",
          "Crest",
          "Delta",
          "Drift",
          "Eagle",
          "Ember",
          "Falcon",
          "Fern",
          "Flint",
          "Frost",
          "Garnet",
          "Granite",
          "Harbor",
          "Hazel",
          "Indigo",
          "Iron",
          "Juniper",
          "Lark",
          "Laurel",
          "Linden",
          "Maple",
          "Meridian",
          "Mosaic",
          "North",
          "Oak",
          "Onyx",
          "Orchard",
          "Otter",
          "Pine",
          "Quartz",
          "Raven",
          "Ridge",
          "River",
          "Sable",
          "Sierra",
          "Silver",
          "Slate",
          "Spruce",
          "Summit",
          "Sterling",
          "Thistle",
          "Timber",
          "Umber",
          "Vale",
          "Verdant",
          "Willow",
          "Zephyr");
  private static final List<String> SECOND_WORDS =
      List.of(
          "bank", "bridge", "brook", "cliff", "dale", "field", "ford", "gate", "grove", "haven",
          "hill", "lake", "land", "line", "mark", "mill", "peak", "point", "port", "stone",
          "stream", "view", "way", "well", "wood", "works");
  private static final List<String> TRADES =
      List.of(
          "Logistics",
          "Health",
          "Foods",
          "Energy",
          "Media",
          "Robotics",
          "Finance",
          "Retail",
          "Studios",
          "Insurance",
          "Travel",
          "Textiles");
  private static final List<String> GIVEN =
      List.of(
          "Ada", "Alan", "Amina", "Ben", "Carla", "Chen", "Clara", "David", "Elif", "Emil", "Farah",
          "Felix", "Hana", "Hugo", "Ines", "Ivan", "Jana", "Joao", "Kira", "Lars", "Leila", "Luca",
          "Maya", "Milan", "Nadia", "Noah", "Olga", "Omar", "Petra", "Ravi", "Rosa", "Samir",
          "Sara", "Theo", "Uma", "Viktor", "Wanda", "Yara", "Yusuf", "Zoe");
  private static final List<String> FAMILY =
      List.of(
          "Adler", "Baker", "Costa", "Diaz", "Eriksen", "Fischer", "Garcia", "Haddad", "Ito",
          "Jensen", "Kaur", "Larsen", "Meyer", "Novak", "Okoye", "Park", "Quinn", "Rossi", "Singh",
          "Tanaka", "Ueda", "Varga", "Wong", "Xu", "Young", "Zhang");

  /** Coprime to the number of names, so that neighbours have different ones and none repeats. */
  private static final long STRIDE = 7_919;

  private Names() {}

  /** Different for different numbers, up to 18,720 of them. */
  static String company(int number) {
    int all = FIRST_WORDS.size() * SECOND_WORDS.size() * TRADES.size();
    int place = (int) (number * STRIDE % all);
    String first = FIRST_WORDS.get(place % FIRST_WORDS.size());
    place /= FIRST_WORDS.size();
    return first
        + SECOND_WORDS.get(place % SECOND_WORDS.size())
        + ' '
        + TRADES.get(place / SECOND_WORDS.size());
  }

  /** What the company does. */
  static String industry(String company) {
    return company.substring(company.indexOf(' ') + 1);
  }

  static String person(Dice dice) {
    return dice.pick(GIVEN) + ' ' + dice.pick(FAMILY);
  }

  static String email(String person, String company) {
    return (person.replace(' ', '.') + '@' + company.replace(' ', '-') + ".example")
        .toLowerCase(Locale.ROOT);
  }
}
