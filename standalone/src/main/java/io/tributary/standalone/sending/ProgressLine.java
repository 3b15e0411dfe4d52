package io.tributary.standalone.sending;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Shows how far something is: a bar that moves on a terminal, now and then a line elsewhere. */
public final class ProgressLine {
  private static final int WIDTH = 30;
  private static final Duration ON_TERMINAL = Duration.ofMillis(100);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long shownAt;
  private int shownLength;

  ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.shownAt = nanoTime.getAsLong();
  }

  /** On standard error, so that standard output is free for results. */
  // Some JDKs after 21 always have a console: there the bar appears in logs as well.
  @SuppressWarnings("SystemConsoleNull")
  public static ProgressLine standard() {
    return new ProgressLine(System.err, System.console() != null, System::nanoTime);
  }

  /**
   * @param part from 0 to 1
   */
  public void show(double part, String text) {
    Duration pause = terminal ? ON_TERMINAL : ELSEWHERE;
    if (nanoTime.getAsLong() - shownAt >= pause.toNanos()) {
      shownAt = nanoTime.getAsLong();
      print(part, text);
    }
  }

  /** The last thing to be shown, always printed. */
  public void finish(String text) {
    print(1, text);
    if (terminal) {
      out.println();
    }
  }

  private void print(double part, String text) {
    double bounded = Math.max(0, Math.min(1, part));
    String percent = Math.round(bounded * 100) + " %";
    if (!terminal) {
      out.println(percent + ", " + text);
      return;
    }
    int full = (int) Math.round(bounded * WIDTH);
    String line =
        "[%s%s] %s %s".formatted("=".repeat(full), " ".repeat(WIDTH - full), percent, text);
    // What is left of a longer line before is overwritten.
    out.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
    out.flush();
    shownLength = line.length();
  }
}
