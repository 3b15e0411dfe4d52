package io.tributary.standalone.sending;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A few batches on their way at a time. Their receipts are handed over in the order of sending, so
 * that whoever counts knows that everything up to the last one is settled. For one thread.
 *
 * @param <B> what the sender remembers of a batch
 */
public final class Deliveries<B> implements AutoCloseable {
  /** Takes the receipt of a batch. */
  @FunctionalInterface
  public interface Recipient<B> {
    void settled(B batch, Receipt receipt) throws SendingException;
  }

  private record UnderWay<B>(B batch, Future<Receipt> receipt) {}

  private final EventSender sender;
  private final Recipient<B> recipient;
  private final int most;
  private final ExecutorService threads;
  private final Deque<UnderWay<B>> underWay = new ArrayDeque<>();

  /**
   * @param most how many batches may be on their way
   */
  public Deliveries(EventSender sender, int most, Recipient<B> recipient) {
    this.sender = sender;
    this.most = most;
    this.recipient = recipient;
    this.threads = Executors.newFixedThreadPool(most, task -> new Thread(task, "send-events"));
  }

  /**
   * Sends a batch, after waiting for the oldest one when there are too many.
   *
   * @param events may be none: the batch is then settled in its turn
   */
  public void send(String key, List<String> events, B batch)
      throws SendingException, InterruptedException {
    if (underWay.size() == most) {
      settleOldest();
    }
    Future<Receipt> receipt =
        events.isEmpty()
            ? CompletableFuture.completedFuture(new Receipt(0, Map.of()))
            : threads.submit(() -> sender.send(key, events));
    underWay.add(new UnderWay<>(batch, receipt));
  }

  /** Waits for all that is on its way. */
  public void settleAll() throws SendingException, InterruptedException {
    while (!underWay.isEmpty()) {
      settleOldest();
    }
  }

  private void settleOldest() throws SendingException, InterruptedException {
    UnderWay<B> oldest = underWay.remove();
    Receipt receipt;
    try {
      receipt = oldest.receipt().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SendingException cause) {
        throw cause;
      }
      throw new SendingException("sending failed: " + e.getCause(), e);
    }
    recipient.settled(oldest.batch(), receipt);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
