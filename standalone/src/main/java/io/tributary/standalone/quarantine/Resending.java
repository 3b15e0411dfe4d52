package io.tributary.standalone.quarantine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that sends what was kept once more, to where it was sent first.
 *
 * @param path to which it is sent
 * @param rejectionIds of what it holds, in the order in which its verdicts count
 */
record Resending(
    String source, String path, String contentType, List<String> rejectionIds, byte[] body) {
  private static final int MOST = 200;
  private static final int MOST_BYTES = 256 << 10;
  private static final String BATCH = "/v1/batch";
  private static final String SEGMENT =
      "/v1/(identify|track|page|screen|group|alias|import|batch|[itpsga])";

  /** What was kept, with its bytes as they are to be sent. */
  record Part(Quarantined kept, byte[] bytes) {}

  /** Together as many as fit, in the order of each source. */
  static List<Resending> of(List<Part> parts) {
    Map<String, List<Part>> together = new TreeMap<>();
    List<Resending> requests = new ArrayList<>();
    for (Part part : parts) {
      if (MergePatch.isObject(part.bytes())) {
        Quarantined kept = part.kept();
        String group = kept.source() + '\n' + path(kept) + '\n' + arrayType(kept);
        List<Part> same = together.computeIfAbsent(group, key -> new ArrayList<>());
        same.add(part);
        if (same.size() == MOST || bytes(same) > MOST_BYTES) {
          requests.add(array(together.remove(group)));
        }
      } else {
        requests.add(alone(part));
      }
    }
    together.values().forEach(same -> requests.add(array(same)));
    return requests;
  }

  private static int bytes(List<Part> parts) {
    return parts.stream().mapToInt(part -> part.bytes().length).sum();
  }

  private static Resending alone(Part part) {
    Quarantined kept = part.kept();
    return new Resending(
        kept.source(),
        kept.endpoint(),
        kept.contentType(),
        List.of(kept.rejectionId()),
        part.bytes());
  }

  private static Resending array(List<Part> parts) {
    Quarantined first = parts.get(0).kept();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean segment = path(first).equals(BATCH);
    write(body, segment ? "{\"batch\":[" : "[");
    for (int i = 0; i < parts.size(); i++) {
      write(body, i == 0 ? "" : ",");
      body.writeBytes(parts.get(i).bytes());
    }
    write(body, segment ? "]}" : "]");
    return new Resending(
        first.source(),
        path(first),
        arrayType(first),
        parts.stream().map(part -> part.kept().rejectionId()).toList(),
        body.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Calls of the Segment API say themselves what they are, so they can go together. */
  private static String path(Quarantined kept) {
    return kept.endpoint().matches(SEGMENT) ? BATCH : kept.endpoint();
  }

  private static String arrayType(Quarantined kept) {
    return Optional.of(kept.contentType())
        .filter(type -> type.contains("cloudevents"))
        .map(type -> "application/cloudevents-batch+json")
        .orElse("application/json");
  }
}
