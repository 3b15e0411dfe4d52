package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.CampaignTouched;
import io.tributary.event.TouchKind;
import io.tributary.state.ArrivedFact;
import io.tributary.state.ArrivedFacts;
import io.tributary.state.Fact;
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
    log.add("a", facts(1));
    log.add("b", facts(2));
    log.save();
    log.add("a", facts(3));
    log.save();
    log.add("never saved", facts(4));

    assertThat(restarted(true))
        .containsExactly(
            new ArrivedFacts("a", facts(1)),
            new ArrivedFacts("b", facts(2)),
            new ArrivedFacts("a", facts(3)));
    assertThat(log.contains("a")).isTrue();
    assertThat(log.contains("never saved")).isFalse();
  }

  @Test
  void whatCameBetweenTwoCommitsIsOneRowWhichGoesWhenAllInItAreWritten() {
    log.add("a", facts(1));
    log.add("b", facts(2));
    log.save();
    log.add("b", facts(3));
    log.add("c", facts(4));
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
    log.add("a", facts(1));
    log.save();
    log.remove("a");
    log.add("a", facts(2));
    log.save();

    assertThat(log.contains("a")).isTrue();
    assertThat(store.approximateNumEntries()).isEqualTo(1);
  }

  @Test
  void afterARestartRowsGoAsBefore() {
    log.add("a", facts(1));
    log.save();
    log.add("b", facts(2));
    log.save();
    restarted(true);
    log.add("a", facts(3));
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
    log.add("a", facts(1));
    log.save();
    restarted(false);
    assertThat(log.contains("a")).isFalse();
    log.save();

    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void thoseInTheFirstRowOfTooManyAreOverdue() {
    for (int row = 0; row < FactLog.MOST_ROWS; row++) {
      log.add("c" + row, facts(row));
      log.add("again and again", facts(row));
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
      log.add("a", facts(i, attributes));
    }
    log.save();

    assertThat(store.approximateNumEntries()).isBetween(15L, 17L);
    store
        .all()
        .forEachRemaining(row -> assertThat(row.value.length).isLessThan((64 << 10) + 1_200));
    assertThat(restarted(true)).hasSize(1_000);
  }

  @Test
  void rowsAreBoundedAlsoWhenAllCameToOneCustomer() {
    Map<String, String> attributes = Map.of("note", "x".repeat(250 << 10));
    List<ArrivedFact> facts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      facts.addAll(facts(i, attributes));
    }
    log.add("a", facts);
    log.save();

    store.all().forEachRemaining(row -> assertThat(row.value.length).isLessThan(1_000_000));
    List<ArrivedFact> read = new ArrayList<>();
    restarted(true).forEach(arrived -> read.addAll(arrived.getFacts()));
    assertThat(read).isEqualTo(facts);
  }

  private List<ArrivedFacts> restarted(boolean isNews) {
    List<ArrivedFacts> read = new ArrayList<>();
    log = new FactLog(store);
    log.read(
        facts -> {
          read.add(facts);
          return isNews;
        });
    return read;
  }

  private static List<ArrivedFact> facts(int number) {
    return facts(number, Map.of());
  }

  private static List<ArrivedFact> facts(int number, Map<String, String> attributes) {
    CampaignTouched touched =
        CampaignTouched.newBuilder()
            .setKind(TouchKind.VISIT)
            .setChannel("search")
            .setAttributes(attributes)
            .build();
    Fact fact = new Fact("email:ada@example.com", "crm", "e" + number, (long) number, touched);
    return List.of(new ArrivedFact((long) number, "TOUCHES|touches", fact));
  }
}
