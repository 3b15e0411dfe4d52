package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** From the first visit of somebody unknown to a lead with a name. */
final class MarketingStory {
  private static final List<Channel> LATER =
      List.of(Channel.ORGANIC, Channel.WEBINAR, Channel.PAID_SEARCH, Channel.EVENTS);

  private final Prospect prospect;
  private final Journal journal;
  private final Dice dice;

  MarketingStory(Prospect prospect, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.journal = journal;
    this.dice = dice;
  }

  /** Who looks around and leaves. */
  void passBy() {
    Instant at = prospect.arrivedAt();
    String campaign = dice.pick(prospect.channel().campaigns());
    for (int visit = 1 + dice.count(0.4); visit > 0; visit--) {
      touch(at, prospect.channel(), campaign, prospect.channel().touch(), prospect.visitor());
      at = Span.after(at, dice.around(2, 1));
    }
  }

  /** Who has a look. */
  void visit() {
    Channel channel = prospect.channel();
    String campaign = dice.pick(channel.campaigns());
    touch(prospect.arrivedAt(), channel, campaign, channel.touch(), prospect.visitor());
  }

  /** Who looks around and leaves an address; says when. */
  Instant becomeLead() {
    Channel channel = prospect.channel();
    String campaign = dice.pick(channel.campaigns());
    Instant at = prospect.arrivedAt();
    touch(at, channel, campaign, channel.touch(), prospect.visitor());
    for (int visit = dice.count(0.9); visit > 0; visit--) {
      at = Span.after(at, dice.around(1.2, 0.9));
      later(at, prospect.visitor());
    }
    return leaveAddress(Span.after(at, dice.around(0.05, 1)), campaign);
  }

  /** Who leaves an address at once; says when. */
  Instant leaveAddress(Instant at) {
    return leaveAddress(at, dice.pick(prospect.channel().campaigns()));
  }

  private Instant leaveAddress(Instant at, String campaign) {
    Channel channel = prospect.channel();
    Map<String, String> both = Together.of(prospect.person(), prospect.visitor());
    touch(at, channel, campaign, "FORM", both);
    journal.tell(
        EventType.LEAD_CAPTURED,
        at,
        both,
        Fields.of("lead_id", prospect.leadId())
            .and("channel", channel.label())
            .and("campaign", campaign)
            .and("company", prospect.company())
            .and("region", prospect.region())
            .and("segment", prospect.segment().label())
            .and("product", prospect.product()));
    return at;
  }

  /** While somebody decides they read on. */
  void keepInTouch(Instant from, int times) {
    Instant at = from;
    for (int touch = 0; touch < times; touch++) {
      at = Span.after(at, dice.around(5, 0.8));
      later(at, dice.chance(0.5) ? prospect.person() : prospect.visitor());
    }
  }

  private void later(Instant at, Map<String, String> who) {
    Channel channel = dice.pick(LATER, Channel::share);
    String kind = who.containsKey("email") ? "EMAIL_CLICK" : "CONTENT";
    touch(at, channel, dice.pick(channel.campaigns()), kind, who);
  }

  private void touch(
      Instant at, Channel channel, String campaign, String kind, Map<String, String> who) {
    journal.tell(
        EventType.CAMPAIGN_TOUCHED,
        at,
        who,
        Fields.of("channel", channel.label()).and("campaign", campaign).and("kind", kind));
  }
}
