package io.tributary.standalone.bench;

import java.util.List;

/** Something that is measured, together with its limit. Used by one thread. */
interface Benchmark extends AutoCloseable {
  /** Starts what it needs and runs it until the JVM has compiled it: never part of a figure. */
  void prepare() throws Exception;

  /** One run, which takes about as long as was asked for. */
  List<Measurement> run() throws Exception;

  /** Ends what was started. */
  @Override
  void close();
}
