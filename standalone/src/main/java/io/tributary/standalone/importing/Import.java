package io.tributary.standalone.importing;

import io.tributary.standalone.sending.Deliveries;
import io.tributary.standalone.sending.EventSender;
import io.tributary.standalone.sending.ProgressLine;
import io.tributary.standalone.sending.Receipt;
import io.tributary.standalone.sending.Rejection;
import io.tributary.standalone.sending.SendingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings one file through the HTTP edge. What is settled is kept after every request, so that an
 * import that broke off goes on where it was.
 */
public final class Import {
  private static final int REQUESTS_UNDER_WAY = 12;
  private static final int SHOWN_REJECTIONS = 20;

  private final EventSender sender;
  private final String key;
  private final Path folder;
  private final ProgressLine progressLine;

  /**
   * @param key of the source that the events come from
   * @param folder where progress and reports are kept
   */
  public Import(EventSender sender, String key, Path folder, ProgressLine progressLine) {
    this.sender = sender;
    this.key = key;
    this.folder = folder;
    this.progressLine = progressLine;
  }

  /**
   * What became of a file.
   *
   * @param resumedAfter the line after which an earlier import was continued; 0 from the start
   * @param shown the first of the rejections, for people
   */
  public record Summary(
      long accepted, long rejected, long resumedAfter, List<String> shown, Path report) {}

  /**
   * @throws UnreadableFileException when the file, or its rest, cannot be read; what comes before
   *     is sent
   * @throws SendingException when the edge does not take it; the same import goes on from there
   */
  public Summary run(ImportFile file)
      throws IOException, UnreadableFileException, SendingException, InterruptedException {
    Files.createDirectories(folder);
    Path kept = folder.resolve(file.reportName() + ".progress");
    Path report = folder.resolve(file.reportName() + ".rejected.csv");
    ImportProgress start = ImportProgress.read(kept, file.fingerprint());
    Run run = new Run(file.fingerprint(), kept, start);
    long bytes = Math.max(1, Files.size(file.path()));
    try (CountedInput counted = new CountedInput(Files.newInputStream(file.path()));
        Lines lines = file.open(counted);
        RejectionReport rejections = RejectionReport.open(report, start.reportBytes());
        Deliveries<Chunk> deliveries =
            new Deliveries<>(
                sender,
                REQUESTS_UNDER_WAY,
                (chunk, receipt) -> {
                  run.settle(chunk, receipt, rejections);
                  progressLine.show(counted.bytes() / (double) bytes, run.text());
                })) {
      Chunk chunk = new Chunk();
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().number() <= start.line()) {
          continue;
        }
        chunk.add(line.get());
        if (chunk.isFull()) {
          deliveries.send(key, chunk.events(), chunk);
          chunk = new Chunk();
        }
      }
      if (!chunk.isEmpty()) {
        deliveries.send(key, chunk.events(), chunk);
      }
      deliveries.settleAll();
      rejections.flush();
    }
    progressLine.finish(run.text());
    Files.deleteIfExists(kept);
    return new Summary(
        run.progress.accepted(), run.progress.rejected(), start.line(), run.shown, report);
  }

  /** The counts of one run over one file. */
  private static final class Run {
    private final String fingerprint;
    private final Path kept;
    private final List<String> shown = new ArrayList<>();
    private ImportProgress progress;

    Run(String fingerprint, Path kept, ImportProgress progress) {
      this.fingerprint = fingerprint;
      this.kept = kept;
      this.progress = progress;
    }

    void settle(Chunk chunk, Receipt receipt, RejectionReport report) {
      int[] rejected = {0};
      chunk.forEachRejection(
          receipt,
          (line, rejection) -> {
            rejected[0]++;
            report.add(line, rejection);
            if (shown.size() < SHOWN_REJECTIONS) {
              shown.add(sentence(line, rejection));
            }
          });
      try {
        // The report first: what is settled must be in it.
        long reportBytes = report.flush();
        progress =
            new ImportProgress(
                chunk.lastLine(),
                progress.accepted() + receipt.accepted(),
                progress.rejected() + rejected[0],
                reportBytes);
        progress.keep(kept, fingerprint);
      } catch (IOException e) {
        throw new UncheckedIOException("progress cannot be kept in " + kept, e);
      }
    }

    String text() {
      return "%,d events accepted, %,d rejected, line %,d"
          .formatted(progress.accepted(), progress.rejected(), progress.line());
    }

    private static String sentence(long line, Rejection rejection) {
      return "line %d: %s".formatted(line, rejection.message());
    }
  }
}
