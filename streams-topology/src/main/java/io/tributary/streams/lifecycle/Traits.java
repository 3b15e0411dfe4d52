package io.tributary.streams.lifecycle;

import io.tributary.event.CustomerIdentified;
import io.tributary.state.Fact;
import java.util.List;

/**
 * What a customer is said to be like: the last writer of each trait wins; null for what nobody
 * said.
 */
record Traits(
    String name, String region, String segment, String industry, Long employees, String owner)
    implements Folded {

  static final Traits NONE = new Traits(null, null, null, null, null, null);

  static Traits fold(List<Fact> facts) {
    Traits traits = NONE;
    for (Fact fact : facts) {
      CustomerIdentified said = (CustomerIdentified) fact.getBody();
      traits =
          new Traits(
              or(said.getName(), traits.name),
              or(said.getRegion(), traits.region),
              or(said.getSegment(), traits.segment),
              or(said.getIndustry(), traits.industry),
              or(said.getEmployees(), traits.employees),
              or(said.getOwner(), traits.owner));
    }
    return traits;
  }

  private static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
