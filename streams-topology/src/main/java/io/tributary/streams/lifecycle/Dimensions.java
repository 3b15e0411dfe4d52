package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;
import java.util.Objects;

/** What a contribution is sliced by; null where nothing is known. */
record Dimensions(String channel, String region, String segment, String owner, String product) {
  static Dimensions of(LedgerPage page) {
    return new Dimensions(
        page.getChannel(), page.getRegion(), page.getSegment(), page.getOwner(), page.getProduct());
  }

  /** These, and where there is none, the others. */
  Dimensions or(Dimensions others) {
    return new Dimensions(
        channel == null ? others.channel : channel,
        region == null ? others.region : region,
        segment == null ? others.segment : segment,
        owner == null ? others.owner : owner,
        product == null ? others.product : product);
  }

  // Said in full: what Java works out for a record goes through a handle for each of its parts.
  @Override
  public boolean equals(Object other) {
    return other instanceof Dimensions dimensions
        && Objects.equals(channel, dimensions.channel)
        && Objects.equals(region, dimensions.region)
        && Objects.equals(segment, dimensions.segment)
        && Objects.equals(owner, dimensions.owner)
        && Objects.equals(product, dimensions.product);
  }

  @Override
  public int hashCode() {
    int hash = Objects.hashCode(channel);
    hash = 31 * hash + Objects.hashCode(region);
    hash = 31 * hash + Objects.hashCode(segment);
    hash = 31 * hash + Objects.hashCode(owner);
    return 31 * hash + Objects.hashCode(product);
  }

  Dimensions withChannel(String other) {
    return new Dimensions(other, region, segment, owner, product);
  }
}
