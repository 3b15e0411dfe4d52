package io.tributary.standalone.demo;

import io.tributary.standalone.sending.Deliveries;
import io.tributary.standalone.sending.EventSender;
import io.tributary.standalone.sending.ProgressLine;
import io.tributary.standalone.sending.Rejection;
import io.tributary.standalone.sending.SendingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends the events over HTTP as their sources would, each with its own key, and counts verdicts.
 */
public final class Sending {
  private static final int BATCH = 500;
  private static final int REQUESTS_UNDER_WAY = 4;

  private final EventSender sender;
  private final Map<DemoSource, String> keys;
  private final ProgressLine line;
  private final Map<String, Long> rejectedByCode = new TreeMap<>();
  private long accepted;
  private long rejected;

  public Sending(EventSender sender, Map<DemoSource, String> keys, ProgressLine line) {
    this.sender = sender;
    this.keys = keys;
    this.line = line;
  }

  /**
   * What the edge said.
   *
   * @param rejectedByCode how many events have a reason as their first
   */
  public record Verdicts(long accepted, long rejected, Map<String, Long> rejectedByCode) {}

  /** Sends them, those of each source in their order. */
  public Verdicts send(List<DemoEvent> events) throws SendingException, InterruptedException {
    Map<DemoSource, List<String>> batches = new EnumMap<>(DemoSource.class);
    try (Deliveries<Integer> deliveries =
        new Deliveries<>(
            sender,
            REQUESTS_UNDER_WAY,
            (size, receipt) -> {
              accepted += receipt.accepted();
              receipt.rejected().values().forEach(this::count);
              line.show((accepted + rejected) / (double) events.size(), text());
            })) {
      for (DemoEvent event : events) {
        List<String> batch = batches.computeIfAbsent(event.source(), s -> new ArrayList<>());
        batch.add(event.json());
        if (batch.size() == BATCH) {
          deliveries.send(keys.get(event.source()), List.copyOf(batch), batch.size());
          batch.clear();
        }
      }
      for (Map.Entry<DemoSource, List<String>> rest : batches.entrySet()) {
        deliveries.send(keys.get(rest.getKey()), rest.getValue(), rest.getValue().size());
      }
      deliveries.settleAll();
    }
    line.finish(text());
    return new Verdicts(accepted, rejected, rejectedByCode);
  }

  private void count(Rejection rejection) {
    rejected++;
    rejectedByCode.merge(rejection.code(), 1L, Long::sum);
  }

  private String text() {
    return "sent over HTTP: %,d events accepted, %,d rejected".formatted(accepted, rejected);
  }
}
