package io.tributary.streams.topology;

import io.tributary.output.EntityContributions;
import io.tributary.output.SliceChange;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.LedgerRecord;
import io.tributary.streams.lifecycle.Settlement;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.MetricRows;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what follows from customers to the topics of the lifecycle stage. */
final class SettlementSender {
  private final ProcessorContext<String, Object> context;

  SettlementSender(ProcessorContext<String, Object> context) {
    this.context = context;
  }

  /**
   * What a settlement changed in the ledger, and what is shown of the customer.
   *
   * @param now the time of what is sent
   */
  void send(String customerId, Settlement settlement, Instant now) {
    settlement.pages().forEach((entity, page) -> send(customerId, entity, page, now));
    if (settlement.shown()) {
      context.forward(
          new Record<>(customerId, settlement.lifecycle().orElse(null), now.toEpochMilli()),
          LifecycleStage.TO_LIFECYCLE);
    }
  }

  private void send(String customerId, EntityRef entity, LedgerPage page, Instant now) {
    EntityContributions contributions =
        page.getContributions().isEmpty() ? null : LedgerRecord.of(customerId, entity, page, now);
    context.forward(
        new Record<>(LedgerRecord.key(customerId, entity), contributions, now.toEpochMilli()),
        LifecycleStage.TO_CONTRIBUTIONS);
  }

  /** What all settlements changed in the slices since the last time. */
  void send(SliceChanges changes, Instant now) {
    for (SliceChange change : changes.drain()) {
      boolean everySlice = change.getDimension().equals(SliceChanges.EVERY_SLICE);
      context.forward(
          new Record<>(
              MetricRows.sliceKey(change.getDimension(), change.getSlice()),
              change,
              now.toEpochMilli()),
          everySlice ? LifecycleStage.TO_EVERY_SLICE : LifecycleStage.TO_SLICES);
    }
  }
}
