package io.tributary.streams.metrics;

import java.util.List;
import java.util.function.Function;

/**
 * One metric: a formula over the sums of a window.
 *
 * @param formula for people
 * @param unit for people
 * @param measures that the formula uses
 * @param windows in which it is reported
 * @param evaluation the formula
 */
public record Metric(
    String name,
    String family,
    String formula,
    String unit,
    List<String> measures,
    List<Window> windows,
    Function<Sums, Figure> evaluation) {

  Metric in(List<Window> others) {
    return new Metric(name, family, formula, unit, measures, others, evaluation);
  }

  Figure evaluate(Sums sums) {
    return evaluation.apply(sums);
  }
}
