package io.tributary.streams.topology;

import io.tributary.state.AlertStatusState;
import io.tributary.streams.alerts.AlertStatus;
import io.tributary.streams.alerts.Observation;
import io.tributary.streams.alerts.Standing;
import io.tributary.streams.alerts.Watched;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What the alerts stage keeps: each alert that is not OK. */
final class AlertStore {
  private static final String SEPARATOR = "\u0001";

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<AlertStatusState> codec = new StateCodec<>(AlertStatusState.class);

  AlertStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  Map<Watched, Standing> load() {
    Map<Watched, Standing> standings = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> iterator = store.all()) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> entry = iterator.next();
        String[] parts = new String(entry.key.get(), StandardCharsets.UTF_8).split(SEPARATOR, -1);
        standings.put(
            new Watched(parts[0], parts[1], parts[2]), standing(codec.decode(entry.value)));
      }
    }
    return standings;
  }

  void keep(Watched watched, Optional<Standing> standing) {
    String key = String.join(SEPARATOR, watched.rule(), watched.dimension(), watched.slice());
    store.put(
        Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)),
        standing.map(kept -> codec.encode(state(kept))).orElse(null));
  }

  private static Standing standing(AlertStatusState state) {
    Integer acrossOn = state.getAcrossOn();
    Long backAt = state.getBackAt();
    return new Standing(
        new AlertStatus(
            state.getState(),
            Instant.ofEpochMilli(state.getSince()),
            acrossOn == null ? null : LocalDate.ofEpochDay(acrossOn),
            backAt == null ? null : Instant.ofEpochMilli(backAt),
            state.getBackReason(),
            new Observation(
                LocalDate.ofEpochDay(state.getAsOf()), state.getValueMicros(), state.getSample())),
        state.getSent());
  }

  private static AlertStatusState state(Standing standing) {
    AlertStatus status = standing.status();
    return new AlertStatusState(
        status.state(),
        status.since().toEpochMilli(),
        status.acrossOn() == null ? null : (Integer) (int) status.acrossOn().toEpochDay(),
        status.backAt() == null ? null : (Long) status.backAt().toEpochMilli(),
        status.backReason(),
        (int) status.last().asOf().toEpochDay(),
        status.last().valueMicros(),
        status.last().sample(),
        standing.sent());
  }
}
