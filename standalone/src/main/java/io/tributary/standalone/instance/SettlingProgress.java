package io.tributary.standalone.instance;

/** Is told how much is left on the way. */
public interface SettlingProgress {
  /**
   * @param topology records that the topology has still to read
   * @param sink records that the sink has still to write
   */
  void left(long topology, long sink);
}
