package io.tributary.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateStoresTest {
  @ParameterizedTest
  @EnumSource
  void allStoresHaveAChangelogInWhichDeletionsAreFoundForAMonth(StateStores.Kind kind) {
    StateStores stores = StateStores.of(kind, 1 << 20, new SimpleMeterRegistry());

    for (StoreBuilder<KeyValueStore<Bytes, byte[]>> store :
        Stream.of(stores.rows("a"), stores.busyRows("b"), stores.busyFamilies("c", '|')).toList()) {
      assertThat(store.loggingEnabled()).isTrue();
      assertThat(store.logConfig()).containsEntry("delete.retention.ms", "2592000000");
      assertThat(store.build().persistent()).isEqualTo(kind == StateStores.Kind.ROCKSDB);
    }
  }
}
