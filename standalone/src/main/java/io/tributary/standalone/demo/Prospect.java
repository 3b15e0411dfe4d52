package io.tributary.standalone.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A company that may become a customer, and by what each system knows it.
 *
 * @param number different for each
 * @param arrivedAt when it first heard of the company
 * @param progress the same as a point of the span, 0 to 1
 * @param email of the person who speaks for it
 */
public record Prospect(
    int number,
    Instant arrivedAt,
    double progress,
    Channel channel,
    Segment segment,
    String region,
    String product,
    Owner owner,
    String company,
    String email) {
  private static final List<String> PRODUCTS = List.of("Workspace", "Automation", "Analytics");

  static Prospect of(int number, Instant arrivedAt, Span span, Dice dice) {
    double progress = Math.max(0, span.progress(arrivedAt));
    Channel channel = dice.pick(List.of(Channel.values()), Channel::share);
    Segment segment = dice.pick(List.of(Segment.values()), Segment::share);
    String region = dice.pick(Owner.REGIONS, Owner::share);
    String company = Names.company(number);
    return new Prospect(
        number,
        arrivedAt,
        progress,
        channel,
        segment,
        region,
        dice.pick(PRODUCTS, product -> product.equals("Workspace") ? 2 : 1),
        Owner.of(region, progress, dice),
        company,
        Names.email(Names.person(dice), company));
  }

  String anonymousId() {
    return "a-%08x".formatted(number * 0x9E3779B1);
  }

  String leadId() {
    return "00Q%05d".formatted(number);
  }

  String accountId() {
    return "001%05d".formatted(number);
  }

  String opportunityId() {
    return "006%05d".formatted(number);
  }

  String billingId() {
    return "cus_%05d".formatted(number);
  }

  String subscriptionId() {
    return "sub_%05d".formatted(number);
  }

  String organizationId() {
    return Integer.toString(360_000 + number);
  }

  /** As the website knows who has not said who it is. */
  Map<String, String> visitor() {
    return Map.of("anonymous", anonymousId());
  }

  Map<String, String> person() {
    return Map.of("email", email);
  }

  Map<String, String> account() {
    return Map.of("account", accountId());
  }

  Map<String, String> billing() {
    return Map.of("billing_customer", billingId());
  }

  Map<String, String> organization() {
    return Map.of("organization", organizationId());
  }
}
