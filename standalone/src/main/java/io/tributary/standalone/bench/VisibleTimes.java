package io.tributary.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long events took from being accepted to being in the warehouse, as the sink counts it:
 * cumulative counts by upper bound in seconds.
 */
record VisibleTimes(NavigableMap<Double, Double> counts) {
  private static final Pattern BUCKET =
      Pattern.compile("tributary_event_visible_seconds_bucket\\{.*le=\"([^\"]+)\".*} (\\S+)");

  static VisibleTimes read(URI management) throws IOException, InterruptedException {
    return parse(
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(management.resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  /**
   * @param text in Prometheus' format
   */
  static VisibleTimes parse(String text) {
    NavigableMap<Double, Double> counts = new TreeMap<>();
    Matcher buckets = BUCKET.matcher(text);
    while (buckets.find()) {
      String bound = buckets.group(1);
      counts.put(
          bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
          Double.parseDouble(buckets.group(2)));
    }
    return new VisibleTimes(counts);
  }

  VisibleTimes since(VisibleTimes before) {
    NavigableMap<Double, Double> difference = new TreeMap<>(counts);
    difference.replaceAll((bound, count) -> count - before.counts.getOrDefault(bound, 0.0));
    return new VisibleTimes(difference);
  }

  /** So much of all took no longer than this, in seconds: the bound of a bucket. */
  double percentile(double part) {
    double all = counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    return counts.entrySet().stream()
        .filter(entry -> all > 0 && entry.getValue() >= part * all)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Double.NaN);
  }
}
