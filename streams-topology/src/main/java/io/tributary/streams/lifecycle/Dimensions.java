package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;

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

  Dimensions withChannel(String other) {
    return new Dimensions(other, region, segment, owner, product);
  }
}
