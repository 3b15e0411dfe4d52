package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class RedefinitionTest {
  private final KeyValueStore<Bytes, byte[]> customers =
      Stores.inMemoryKeyValueStore("customers").get();
  private final KeyValueStore<Bytes, byte[]> wakeUps =
      Stores.inMemoryKeyValueStore("wake-ups").get();
  private final List<String> all = new ArrayList<>();

  @Test
  void customersThatCameUnderThePolicyInForceAreLeftAlone() {
    begin("v1");
    addCustomers(5);

    assertThat(under("v1").next(10)).isEmpty();
  }

  @Test
  void underAnotherPolicyAllCustomersComePageByPageAndOnce() {
    begin("v1");
    addCustomers(25);
    Redefinition redefinition = under("v2");

    List<String> found = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    for (List<String> page = redefinition.next(10); !page.isEmpty(); page = redefinition.next(10)) {
      pages.add(page.size());
      found.addAll(page);
    }

    assertThat(pages).containsExactly(10, 10, 5);
    assertThat(found).containsExactlyElementsOf(all);
    assertThat(under("v2").next(10)).isEmpty();
  }

  @Test
  void pagesThatAreFullToTheLastEndAsWell() {
    begin("v1");
    addCustomers(20);
    Redefinition redefinition = under("v2");

    assertThat(redefinition.next(10)).hasSize(10);
    assertThat(redefinition.next(10)).hasSize(10);
    assertThat(redefinition.next(10)).isEmpty();
    assertThat(under("v2").next(10)).isEmpty();
  }

  @Test
  void afterARestartItGoesOnWhereItWas() {
    begin("v1");
    addCustomers(25);
    List<String> first = under("v2").next(10);

    Redefinition restarted = under("v2");

    assertThat(first).containsExactlyElementsOf(all.subList(0, 10));
    assertThat(restarted.next(100)).containsExactlyElementsOf(all.subList(10, 25));
  }

  @Test
  void aThirdPolicyInTheMiddleBeginsAgain() {
    begin("v1");
    addCustomers(25);
    under("v2").next(10);

    assertThat(under("v3").next(100)).containsExactlyElementsOf(all);
    assertThat(under("v2").next(100)).containsExactlyElementsOf(all);
  }

  private void begin(String version) {
    under(version);
  }

  private Redefinition under(String version) {
    Redefinition redefinition = new Redefinition(customers, wakeUps, version);
    redefinition.begin();
    return redefinition;
  }

  /** Some ids are beginnings of others. */
  private void addCustomers(int count) {
    for (int number = 0; number < count; number++) {
      String id = "c" + "x".repeat(number);
      customers.put(Bytes.wrap(id.getBytes(StandardCharsets.UTF_8)), new byte[1]);
      all.add(id);
    }
  }
}
