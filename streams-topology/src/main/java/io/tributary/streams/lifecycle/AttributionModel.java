package io.tributary.streams.lifecycle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How much each touch on the way to a won opportunity has a share in it. */
public enum AttributionModel {
  FIRST {
    @Override
    BigInteger[] weights(Path path) {
      return milestones(path, OptionalInt.of(0));
    }
  },
  LAST {
    @Override
    BigInteger[] weights(Path path) {
      return milestones(path, OptionalInt.of(path.size() - 1));
    }
  },
  LINEAR {
    @Override
    BigInteger[] weights(Path path) {
      return each(path, touch -> 1);
    }
  },
  /** 40 % each to the first and the last, 20 % to those between; of two touches half each. */
  POSITION {
    @Override
    BigInteger[] weights(Path path) {
      int between = path.size() - 2;
      if (between <= 0) {
        return each(path, touch -> 1);
      }
      return each(path, touch -> touch == 0 || touch == path.size() - 1 ? 40L * between : 20);
    }
  },
  /** Half as much for every seven days before the close. */
  TIME_DECAY {
    @Override
    BigInteger[] weights(Path path) {
      BigInteger[] weights = new BigInteger[path.size()];
      for (int touch = 0; touch < weights.length; touch++) {
        double days = (path.closedAt() - path.touches().get(touch)) / DAY_MS;
        // StrictMath: every machine must come to the same shares.
        weights[touch] = scaled(StrictMath.pow(2, -days / HALF_LIFE_DAYS));
      }
      return weights;
    }
  },
  /**
   * 30 % each to the first touch, the last before the lead and the last before the opportunity
   * opened, 10 % to the rest. What has no receiver is shared among those that have.
   */
  W_SHAPED {
    @Override
    BigInteger[] weights(Path path) {
      BigInteger[] milestones =
          milestones(
              path,
              OptionalInt.of(0),
              path.leadAt() == null ? OptionalInt.empty() : path.lastUpTo(path.leadAt()),
              path.lastUpTo(path.openedAt()));
      long rest = Arrays.stream(milestones).filter(weight -> weight.signum() == 0).count();
      return each(
          path,
          touch ->
              milestones[touch].signum() == 0
                  ? 10
                  : 30 * Math.max(1, rest) * milestones[touch].longValue());
    }
  };

  private static final double DAY_MS = 86_400_000.0;
  private static final double HALF_LIFE_DAYS = 7;

  /** A touch years before the close still weighs something. */
  private static final int WEIGHT_PLACES = 200;

  private static final BigInteger[] POWERS_OF_TEN =
      Stream.iterate(BigInteger.ONE, power -> power.multiply(BigInteger.TEN))
          .limit(WEIGHT_PLACES + 1)
          .toArray(BigInteger[]::new);

  /**
   * The touches that come into question, and what they led to; times are milliseconds since the
   * epoch.
   *
   * @param touches in order of time, not empty
   * @param leadAt null when there is none
   */
  record Path(List<Long> touches, Long leadAt, long openedAt, long closedAt) {
    int size() {
      return touches.size();
    }

    OptionalInt lastUpTo(long time) {
      return IntStream.range(0, size()).filter(touch -> touches.get(touch) <= time).max();
    }
  }

  /** In units of 10 to the power of minus {@link #WEIGHT_PLACES}. */
  private static BigInteger scaled(double weight) {
    BigDecimal decimal = BigDecimal.valueOf(weight);
    int zeros = WEIGHT_PLACES - decimal.scale();
    // Nearly always; a power that is known saves most of what a long path costs.
    return zeros >= 0 && zeros < POWERS_OF_TEN.length
        ? decimal.unscaledValue().multiply(POWERS_OF_TEN[zeros])
        : decimal
            .scaleByPowerOfTen(WEIGHT_PLACES)
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigInteger();
  }

  /** One weight per touch, relative to each other. */
  abstract BigInteger[] weights(Path path);

  /** {@code time_decay}: what measures and metrics call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private interface Weight {
    long of(int touch);
  }

  private static BigInteger[] each(Path path, Weight weight) {
    return IntStream.range(0, path.size())
        .mapToObj(touch -> BigInteger.valueOf(weight.of(touch)))
        .toArray(BigInteger[]::new);
  }

  /** How many milestones each touch is. */
  private static BigInteger[] milestones(Path path, OptionalInt... touches) {
    return each(
        path,
        touch ->
            Arrays.stream(touches).filter(found -> found.equals(OptionalInt.of(touch))).count());
  }
}
