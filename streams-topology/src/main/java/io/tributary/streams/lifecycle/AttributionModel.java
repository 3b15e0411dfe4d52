package io.tributary.streams.lifecycle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How much each touch on the way to a won opportunity has a share in it. */
public enum AttributionModel {
  FIRST {
    @Override
    long[] shares(long micros, Path path) {
      return Shares.of(micros, milestones(path, 0));
    }
  },
  LAST {
    @Override
    long[] shares(long micros, Path path) {
      return Shares.of(micros, milestones(path, path.size() - 1));
    }
  },
  LINEAR {
    @Override
    long[] shares(long micros, Path path) {
      return Shares.of(micros, equal(path));
    }
  },
  /** 40 % each to the first and the last, 20 % to those between; of two touches half each. */
  POSITION {
    @Override
    long[] shares(long micros, Path path) {
      long[] weights = equal(path);
      int between = path.size() - 2;
      if (between > 0) {
        Arrays.fill(weights, 20);
        weights[0] = 40L * between;
        weights[path.size() - 1] = 40L * between;
      }
      return Shares.of(micros, weights);
    }
  },
  /** Half as much for every seven days before the close. */
  TIME_DECAY {
    @Override
    long[] shares(long micros, Path path) {
      BigInteger[] weights = new BigInteger[path.size()];
      for (int touch = 0; touch < weights.length; touch++) {
        double days = (path.closedAt() - path.touches().get(touch)) / DAY_MS;
        // StrictMath: every machine must come to the same shares.
        weights[touch] = scaled(StrictMath.pow(2, -days / HALF_LIFE_DAYS));
      }
      return Shares.of(micros, weights);
    }
  },
  /**
   * 30 % each to the first touch, the last before the lead and the last before the opportunity
   * opened, 10 % to the rest. What has no receiver is shared among those that have.
   */
  W_SHAPED {
    @Override
    long[] shares(long micros, Path path) {
      int beforeLead = path.leadAt() == null ? Path.NONE : path.lastUpTo(path.leadAt());
      long[] weights = milestones(path, 0, beforeLead, path.lastUpTo(path.openedAt()));
      long rest = Arrays.stream(weights).filter(milestones -> milestones == 0).count();
      for (int touch = 0; touch < weights.length; touch++) {
        weights[touch] = weights[touch] == 0 ? 10 : 30 * Math.max(1, rest) * weights[touch];
      }
      return Shares.of(micros, weights);
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

  private final String measure = Measures.ATTRIBUTED_AMOUNT + text();

  /**
   * The touches that come into question, and what they led to; times are milliseconds since the
   * epoch.
   *
   * @param touches in order of time, not empty
   * @param leadAt null when there is none
   */
  record Path(List<Long> touches, Long leadAt, long openedAt, long closedAt) {
    static final int NONE = -1;

    int size() {
      return touches.size();
    }

    /** The number of the touch, from 0. */
    int lastUpTo(long time) {
      int last = NONE;
      while (last + 1 < touches.size() && touches.get(last + 1) <= time) {
        last++;
      }
      return last;
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

  /** What each touch has of an amount: together they have all of it. */
  abstract long[] shares(long micros, Path path);

  /** What a channel's share adds to. */
  String measure() {
    return measure;
  }

  /** {@code time_decay}: what measures and metrics call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static long[] equal(Path path) {
    long[] weights = new long[path.size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** How many milestones each touch is. */
  private static long[] milestones(Path path, int... touches) {
    long[] counts = new long[path.size()];
    for (int touch : touches) {
      if (touch != Path.NONE) {
        counts[touch]++;
      }
    }
    return counts;
  }
}
