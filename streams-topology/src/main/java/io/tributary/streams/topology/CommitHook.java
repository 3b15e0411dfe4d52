package io.tributary.streams.topology;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that holds nothing and lets its processor write and forward, just before each commit,
 * what it gathered in memory since the last one. Kafka Streams calls {@code flushCache} of such
 * stores before it ends the transaction: what was gathered is in the same transaction as the
 * offsets of the records that it came from, and a crash before then loses neither, as those records
 * are read again. This is the way in which the caches of Kafka Streams work; it is internal API,
 * which is why the version of Kafka is pinned and tests hold that the hook is called.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
  private final String name;
  private Runnable beforeCommit = () -> {};
  private boolean open;

  private CommitHook(String name) {
    this.name = name;
  }

  static StoreBuilder<CommitHook> builder(String name) {
    return new Builder(name);
  }

  /**
   * To be called by the processor's init: from then on the action runs before each commit, as that
   * processor.
   */
  void beforeCommit(ProcessorContext<?, ?> context, Runnable action) {
    InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
    ProcessorNode<?, ?, ?, ?> processor = internal.currentNode();
    beforeCommit =
        () -> {
          ProcessorNode<?, ?, ?, ?> interrupted = internal.currentNode();
          ProcessorRecordContext record = internal.recordContext();
          internal.setCurrentNode(processor);
          internal.setRecordContext(noRecord(internal.currentSystemTimeMs()));
          try {
            action.run();
          } finally {
            internal.setCurrentNode(interrupted);
            internal.setRecordContext(record);
          }
        };
  }

  /** What is written has the time of the commit, and not of the record that came last. */
  private static ProcessorRecordContext noRecord(long nowMillis) {
    return new ProcessorRecordContext(nowMillis, -1, -1, null, new RecordHeaders());
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
  }

  @Override
  public void clearCache() {
    // What the processor gathered is its own to drop: it does so when it is initialized again.
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
    beforeCommit = () -> {};
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Position getPosition() {
    return Position.emptyPosition();
  }

  private record Builder(String name) implements StoreBuilder<CommitHook> {
    @Override
    public CommitHook build() {
      return new CommitHook(name);
    }

    @Override
    public StoreBuilder<CommitHook> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<CommitHook> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<CommitHook> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
