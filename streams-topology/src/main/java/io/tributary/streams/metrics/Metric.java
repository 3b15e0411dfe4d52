package io.tributary.streams.metrics;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One metric: a formula over the sums of a window.
 *
 * @param formula for people
 * @param unit for people
 * @param measures that the formula uses
 * @param windows in which it is reported
 * @param evaluation the formula
 * @param reported whether there is anything to say: where there is not, the row does without it.
 *     Rows of few forms are cheap to keep, so it should depend on little
 */
public record Metric(
    String name,
    String family,
    String formula,
    String unit,
    List<String> measures,
    List<Window> windows,
    Function<Sums, Figure> evaluation,
    Predicate<Sums> reported) {

  Metric in(List<Window> others) {
    return new Metric(name, family, formula, unit, measures, others, evaluation, reported);
  }

  Metric where(Predicate<Sums> isReported) {
    return new Metric(name, family, formula, unit, measures, windows, evaluation, isReported);
  }

  boolean isReported(Sums sums) {
    return reported.test(sums);
  }

  Figure evaluate(Sums sums) {
    return evaluation.apply(sums);
  }
}
