package io.tributary.standalone.demo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Chance that falls the same for the same seed, purpose and number, on every machine: each story
 * has dice of its own, so that one more story changes none of the others.
 */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed, String purpose, long number) {
    this.random = new SplittableRandom(31 * (31 * seed + purpose.hashCode()) + number);
  }

  /**
   * @param probability from 0 to 1
   */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The heavier the likelier. */
  <T> T pick(List<T> choices, ToDoubleFunction<T> weight) {
    double left = random.nextDouble() * choices.stream().mapToDouble(weight).sum();
    for (T choice : choices) {
      left -= weight.applyAsDouble(choice);
      if (left < 0) {
        return choice;
      }
    }
    return choices.get(choices.size() - 1);
  }

  /**
   * Durations and sizes as they are in life: never below 0, half of them below the median, a few of
   * them far above it.
   *
   * @param spread of the logarithm: 0.5 means that two thirds are within a factor of 1.65
   */
  double around(double median, double spread) {
    return median * StrictMath.exp(spread * gaussian());
  }

  /** How many of something that happens so often on average. */
  int count(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }

  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
