package io.tributary.ingest.publish;

import io.tributary.event.RevenueEvent;
import io.tributary.output.RejectedEvent;
import io.tributary.serde.TrustedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given; answers at once, when it is told to, or never well. */
public final class FakePublisher implements Publisher {
  private final List<Outgoing> records = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Published>> waiting = new CopyOnWriteArrayList<>();
  private volatile boolean holding;
  private volatile String away;

  public FakePublisher() {
    TrustedRecords.trust();
  }

  /** From now on nothing is answered until {@link #release}. */
  public void hold() {
    holding = true;
  }

  public void release() {
    holding = false;
    waiting.forEach(future -> future.complete(new Published.Durable()));
  }

  /** How many requests wait for their answer. */
  public int held() {
    return waiting.size();
  }

  /** From now on nothing is taken. */
  public void goAway(String cause) {
    away = cause;
  }

  /** From now on everything is taken again. */
  public void comeBack() {
    away = null;
  }

  @Override
  public CompletableFuture<Published> publish(List<Outgoing> more) {
    if (away != null) {
      return CompletableFuture.completedFuture(new Published.Unavailable(away));
    }
    for (Outgoing record : more) {
      try {
        byte[] unused = new AvroBytes().of(record.value());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    records.addAll(more);
    if (!holding) {
      return CompletableFuture.completedFuture(new Published.Durable());
    }
    CompletableFuture<Published> answer = new CompletableFuture<>();
    waiting.add(answer);
    return answer;
  }

  public List<Outgoing> records() {
    return records;
  }

  public List<RevenueEvent> events() {
    return records.stream()
        .map(Outgoing::value)
        .filter(RevenueEvent.class::isInstance)
        .map(RevenueEvent.class::cast)
        .toList();
  }

  public List<RejectedEvent> quarantine() {
    return records.stream()
        .map(Outgoing::value)
        .filter(RejectedEvent.class::isInstance)
        .map(RejectedEvent.class::cast)
        .toList();
  }

  @Override
  public Optional<String> away() {
    return Optional.ofNullable(away);
  }

  @Override
  public void close() {}
}
