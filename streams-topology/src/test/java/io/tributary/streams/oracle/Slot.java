package io.tributary.streams.oracle;

import java.util.ArrayList;
import java.util.List;

/** What something is counted under; null for what nobody said. */
record Slot(String channel, String region, String segment, String owner, String product) {
  Slot or(Slot other) {
    return new Slot(
        channel == null ? other.channel : channel,
        region == null ? other.region : region,
        segment == null ? other.segment : segment,
        owner == null ? other.owner : owner,
        product == null ? other.product : product);
  }

  /** {@code total|} and one slice of each dimension. */
  List<String> slices() {
    List<String> slices = new ArrayList<>(List.of("total|"));
    slices.add("channel|" + name(channel));
    slices.add("region|" + name(region));
    slices.add("segment|" + name(segment));
    slices.add("owner|" + name(owner));
    slices.add("product|" + name(product));
    return slices;
  }

  private static String name(String value) {
    return value == null ? "unassigned" : value;
  }
}
