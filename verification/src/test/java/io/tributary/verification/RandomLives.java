package io.tributary.verification;

import io.tributary.event.CampaignTouched;
import io.tributary.event.Identifier;
import io.tributary.event.InvoicePaid;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TouchKind;
import io.tributary.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Visitors who become known by e-mail, then as contacts of accounts that buy; some work for two
 * accounts. Told in any order, and partly twice.
 */
final class RandomLives {
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private final Random random;
  private final List<RevenueEvent> events = new ArrayList<>();

  RandomLives(long seed, int accounts) {
    this.random = new Random(seed);
    for (int account = 0; account < accounts; account++) {
      live(account, random.nextInt(4) == 0 ? random.nextInt(accounts) : account);
    }
  }

  List<RevenueEvent> events() {
    return events;
  }

  /** As they arrive. */
  List<RevenueEvent> arrivals() {
    List<RevenueEvent> arrivals = new ArrayList<>(events);
    events.stream().filter(event -> random.nextInt(4) == 0).forEach(arrivals::add);
    Collections.shuffle(arrivals, random);
    return arrivals;
  }

  private void live(int number, int otherAccount) {
    Identifier account = new Identifier("account", "crm/A" + number);
    Identifier other = new Identifier("account", "crm/A" + otherAccount);
    Identifier email = new Identifier("email", "p" + number + "@example.com");
    Identifier cookie = new Identifier("anonymous", "cookie-" + number);
    Identifier opportunity = new Identifier("opportunity", "crm/O" + number);
    Identifier invoice = new Identifier("invoice", "crm/I" + number);
    touch(cookie);
    touch(cookie);
    touch(email, cookie);
    touch(account, email);
    touch(other, email);
    touch(email);
    add(
        OpportunityOpened.newBuilder()
            .setOpportunityId("O" + number)
            .setAmountMicros(1_000_000L * (1 + random.nextInt(900)))
            .setCurrency("EUR")
            .build(),
        account,
        opportunity);
    add(new OpportunityWon("O" + number, null, null, Map.of()), opportunity);
    add(
        InvoicePaid.newBuilder()
            .setInvoiceId("I" + number)
            .setAmountMicros(1_000_000L * (1 + random.nextInt(90)))
            .setCurrency("EUR")
            .build(),
        random.nextBoolean() ? account : email,
        invoice);
  }

  private void touch(Identifier... identifiers) {
    String channel = random.nextBoolean() ? "search" : "events";
    add(
        CampaignTouched.newBuilder().setChannel(channel).setKind(TouchKind.CLICK).build(),
        identifiers);
  }

  private void add(SpecificRecord body, Identifier... identifiers) {
    Instant at = BEGIN.plus(Duration.ofMinutes(random.nextInt(400 * 24 * 60)));
    events.add(
        new RevenueEvent(
            "evt-" + events.size(), "crm", "crm", "told", at, at, List.of(identifiers), body));
  }
}
