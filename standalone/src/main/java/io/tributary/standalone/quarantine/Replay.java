package io.tributary.standalone.quarantine;

import io.tributary.standalone.sending.Receipt;
import io.tributary.standalone.sending.ReceiptParser;
import io.tributary.standalone.sending.Rejection;
import io.tributary.standalone.sending.SendingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what was kept once more. First it is asked what would now be accepted, and only that is
 * sent: what is still wrong stays as it is kept. Events keep their ids, so sending one twice adds
 * nothing.
 */
public final class Replay {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  private final HttpClient http;
  private final URI edge;
  private final Map<String, String> keys;

  /**
   * @param edge where the HTTP edge listens
   * @param client that can speak to it
   * @param keys by source; what came from a source without one is not sent again
   */
  public Replay(URI edge, HttpClient client, Map<String, String> keys) {
    this.http = client;
    this.edge = edge;
    this.keys = keys;
  }

  /**
   * @param accepted how many events are, or would be, accepted
   * @param rejected why not, by the id under which it was kept
   */
  public record Outcome(int accepted, Map<String, String> rejected) {}

  /**
   * @throws SendingException when the edge refuses or does not answer
   */
  public Outcome run(List<Quarantined> kept, Optional<MergePatch> patch, boolean dryRun)
      throws SendingException, InterruptedException {
    Map<String, String> rejected = new LinkedHashMap<>();
    List<Resending.Part> parts = new ArrayList<>();
    for (Quarantined each : kept) {
      if (!each.isWhole()) {
        rejected.put(each.rejectionId(), "was not kept as a whole, so it cannot be sent again");
        continue;
      }
      if (!keys.containsKey(each.source())) {
        rejected.put(each.rejectionId(), "its source " + each.source() + " may no longer send");
        continue;
      }
      Optional<byte[]> bytes =
          patch.isPresent() ? patch.get().applied(each.raw()) : Optional.of(each.raw());
      bytes.ifPresentOrElse(
          sendable -> parts.add(new Resending.Part(each, sendable)),
          () -> rejected.put(each.rejectionId(), "is no JSON object, so it cannot be patched"));
    }
    int accepted = 0;
    for (Resending request : Resending.of(parts)) {
      accepted += send(request, true, rejected);
    }
    if (dryRun) {
      return new Outcome(accepted, rejected);
    }
    List<Resending.Part> good =
        parts.stream().filter(part -> !rejected.containsKey(part.kept().rejectionId())).toList();
    accepted = 0;
    for (Resending request : Resending.of(good)) {
      accepted += send(request, false, rejected);
    }
    return new Outcome(accepted, rejected);
  }

  private int send(Resending request, boolean dryRun, Map<String, String> rejected)
      throws SendingException, InterruptedException {
    HttpResponse<String> answer = answer(request, dryRun);
    if (answer.statusCode() != 200 && answer.statusCode() != 202 && answer.statusCode() != 422) {
      String problem = ReceiptParser.problem(answer.body());
      request.rejectionIds().forEach(id -> rejected.put(id, problem));
      return 0;
    }
    try {
      Receipt receipt = ReceiptParser.receipt(answer.body());
      receipt
          .rejected()
          .forEach((index, why) -> rejected.put(request.rejectionIds().get(index), text(why)));
      return receipt.accepted();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new SendingException(request.path() + " gave no verdicts: " + answer.body(), e);
    }
  }

  private static String text(Rejection why) {
    return why.code() + (why.field().isEmpty() ? "" : " " + why.field()) + ": " + why.message();
  }

  private HttpResponse<String> answer(Resending request, boolean dryRun)
      throws SendingException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(edge.resolve(request.path() + (dryRun ? "?dry_run=true" : "")))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + keys.get(request.source()))
            .header("Content-Type", request.contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
            .build();
    String trouble = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 429 && answer.statusCode() != 503) {
          return answer;
        }
        trouble = ReceiptParser.problem(answer.body());
      } catch (IOException e) {
        trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new SendingException(edge + " does not take it: " + trouble);
  }
}
