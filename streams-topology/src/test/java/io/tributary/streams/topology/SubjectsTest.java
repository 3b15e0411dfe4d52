package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SubjectsTest {
  private static final String ACME = "account:crm/001A";
  private static final int MANY = 100;

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("subjects").get();
  private Subjects subjects = new Subjects(store);

  @Test
  void allEvidenceIsRememberedHoweverMuchThereIs() {
    for (int number = 0; number < MANY; number++) {
      assertThat(learn(number, 50)).isTrue();
    }
    restart();

    for (int number = 0; number < MANY; number++) {
      assertThat(learn(number, 50)).as("known").isFalse();
      assertThat(learn(number, 60)).as("later").isFalse();
      assertThat(learn(number, 40)).as("earlier").isTrue();
    }
    restart();

    for (int number = 0; number < MANY; number++) {
      assertThat(learn(number, 40)).isFalse();
    }
    assertThat(learn(MANY, 40)).isTrue();
  }

  @Test
  void aSubjectIsOneRowUntilThereIsVeryMuchEvidence() {
    subjects.get(ACME).assign("somebody", 3);
    subjects.get(ACME).hear();
    for (int number = 0; number < 32; number++) {
      learn(number, 50);
    }
    restart();
    assertThat(store.approximateNumEntries()).isEqualTo(1);
    assertThat(subjects.get(ACME).customerId()).isEqualTo("somebody");
    assertThat(subjects.get(ACME).generation()).isEqualTo(3);
    assertThat(subjects.get(ACME).isHeard()).isTrue();

    learn(32, 50);
    restart();
    assertThat(store.approximateNumEntries()).isEqualTo(2);
  }

  @Test
  void whatDidNotChangeIsNotWritten() {
    learn(1, 50);
    subjects.save();
    store.delete(StoreKeys.of('S', ACME));

    learn(1, 60);
    subjects.get(ACME);
    subjects.save();

    assertThat(store.approximateNumEntries()).isZero();
  }

  private boolean learn(int number, long seenAt) {
    return subjects.learn(subjects.get(ACME), "email:e" + number, seenAt);
  }

  private void restart() {
    subjects.save();
    subjects = new Subjects(store);
  }
}
