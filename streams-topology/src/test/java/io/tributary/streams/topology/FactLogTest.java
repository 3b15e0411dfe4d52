package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.CampaignTouched;
import io.tributary.event.TouchKind;
import io.tributary.output.CustomerEvent;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class FactLogTest {
  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("log").get();
  private FactLog log = new FactLog(store);

  @Test
  void whatWasSavedIsReadInTheOrderInWhichItCame() {
    log.add("a", facts("a", 1));
    log.add("b", facts("b", 2));
    log.save();
    log.add("a", facts("a", 3));
    log.save();
    log.add("never saved", facts("never saved", 4));

    assertThat(restarted(true)).containsExactly(facts("a", 1), facts("b", 2), facts("a", 3));
    assertThat(log.contains("a")).isTrue();
    assertThat(log.contains("never saved")).isFalse();
  }

  @Test
  void whatCameBetweenTwoCommitsIsOneRowWhichGoesWhenAllInItAreWritten() {
    log.add("a", facts("a", 1));
    log.add("b", facts("b", 2));
    log.save();
    log.add("b", facts("b", 3));
    log.add("c", facts("c", 4));
    log.save();
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(2);

    log.remove("a");
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(2);
    log.remove("b");
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(1);
    log.remove("c");
    log.save();
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void whoIsWrittenAndHearsMoreIsInALaterRow() {
    log.add("a", facts("a", 1));
    log.save();
    log.remove("a");
    log.add("a", facts("a", 2));
    log.save();

    assertThat(log.contains("a")).isTrue();
    assertThat(store.approximateNumEntries()).isEqualTo(1);
  }

  @Test
  void afterARestartRowsGoAsBefore() {
    log.add("a", facts("a", 1));
    log.save();
    log.add("b", facts("b", 2));
    log.save();
    restarted(true);
    log.add("a", facts("a", 3));
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(3);

    log.remove("a");
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(2);
    log.remove("b");
    log.save();
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void whatIsNoNewsAfterARestartIsNotKept() {
    log.add("a", facts("a", 1));
    log.save();
    restarted(false);
    assertThat(log.contains("a")).isFalse();
    log.save();

    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void thoseInTheFirstRowOfTooManyAreOverdue() {
    for (int row = 0; row < FactLog.MOST_ROWS; row++) {
      log.add("c" + row, facts("c" + row, row));
      log.add("again and again", facts("again and again", row));
      assertThat(log.overdue()).isEmpty();
      log.save();
    }
    assertThat(log.overdue()).containsExactly("c0", "again and again");

    log.overdue().forEach(log::remove);
    log.save();
    assertThat(store.approximateNumEntries()).isEqualTo(FactLog.MOST_ROWS - 1);
    assertThat(log.overdue()).isEmpty();
  }

  @Test
  void rowsAreBounded() {
    Map<String, String> attributes = Map.of("note", "x".repeat(1_000));
    for (int i = 0; i < 1_000; i++) {
      log.add("a", facts("a", i, attributes));
    }
    log.save();

    assertThat(store.approximateNumEntries()).isBetween(15L, 17L);
    store
        .all()
        .forEachRemaining(row -> assertThat(row.value.length).isLessThan((64 << 10) + 1_200));
    assertThat(restarted(true).stream().mapToInt(List::size).sum()).isEqualTo(1_000);
  }

  @Test
  void rowsAreBoundedAlsoWhenAllCameToOneCustomer() {
    Map<String, String> attributes = Map.of("note", "x".repeat(900 << 10));
    List<CustomerEvent> facts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      facts.addAll(facts("a", i, attributes));
    }
    log.add("a", facts);
    log.save();

    store.all().forEachRemaining(row -> assertThat(row.value.length).isLessThan(1 << 20));
    assertThat(restarted(true).stream().flatMap(List::stream).toList()).isEqualTo(facts);
  }

  private List<List<CustomerEvent>> restarted(boolean isNews) {
    List<List<CustomerEvent>> read = new ArrayList<>();
    log = new FactLog(store);
    log.read(
        (customer, facts) -> {
          assertThat(facts).allMatch(fact -> fact.getCustomerId().equals(customer));
          read.add(facts);
          return isNews;
        });
    return read;
  }

  private static List<CustomerEvent> facts(String customer, int number) {
    return facts(customer, number, Map.of());
  }

  private static List<CustomerEvent> facts(
      String customer, int number, Map<String, String> attributes) {
    CampaignTouched touched =
        CampaignTouched.newBuilder()
            .setKind(TouchKind.VISIT)
            .setChannel("search")
            .setAttributes(attributes)
            .build();
    Fact fact = new Fact("email:ada@example.com", "crm", "e" + number, (long) number, touched);
    EntityRef touches = new EntityRef(EntityKind.TOUCHES, "touches");
    return List.of(
        new CustomerEvent(
            customer,
            fact.getSubject(),
            new FactsOnTheMove().pack(touches, fact, Instant.EPOCH),
            (long) number));
  }
}
