package io.tributary.standalone.bench;

import io.tributary.topic.Topic;
import java.util.Collection;
import java.util.List;

/**
 * Records of one kind that the sink is measured with, and what a bare loop does with their rows.
 */
interface SinkLoad {
  /** What the rows are called. */
  String name();

  /** Where the records go. */
  Collection<Topic> topics();

  /** The table of the schema {@code tributary} that the rows end up in. */
  String table();

  /**
   * Sends records that are about so many rows.
   *
   * @return how many rows they are
   */
  long fill(RecordFiller filler, long rows);

  /**
   * Queries of the table for what a bare loop writes, in order: the rows, and where the sink was to
   * replace them by other ones, those.
   */
  List<String> passes();

  /** Carries rows from {@code staged} to the table of the same name in the schema {@code bench}. */
  List<String> merge();
}
