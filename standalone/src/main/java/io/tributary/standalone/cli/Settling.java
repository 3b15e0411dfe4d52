package io.tributary.standalone.cli;

/**
 * How far what was accepted is on its way to the warehouse, as a part of all. Events are half of
 * it, what follows from them the other half, of which there is no telling how much it will be: so
 * it goes by the most that was ever left, and never back.
 */
final class Settling {
  private long mostToProcess = 1;
  private long mostToWrite = 1;
  private double done;

  /**
   * @param toProcess records that the topology has still to read
   * @param toWrite records that the sink has still to write
   * @return from 0 to 1
   */
  double done(long toProcess, long toWrite) {
    mostToProcess = Math.max(mostToProcess, toProcess);
    mostToWrite = Math.max(mostToWrite, toWrite);
    double processed = 1 - toProcess / (double) mostToProcess;
    double written = toProcess == 0 ? 1 - toWrite / (double) mostToWrite : 0;
    done = Math.max(done, (processed + written) / 2);
    return done;
  }
}
