package io.tributary.ingest.publish;

import io.tributary.ingest.decode.Reason;
import io.tributary.ingest.decode.Verdict.Rejected;
import io.tributary.output.RejectedEvent;
import io.tributary.output.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the records in which rejected events are kept, byte for byte.
 *
 * @param endpoint where they arrived
 */
public record Quarantine(String source, String endpoint, String contentType, Instant receivedAt) {
  private static final int ID_BYTES = 16;

  /** One event of a body. */
  public RejectedEvent event(Rejected rejected) {
    return record(
        rejected.bytes(),
        rejected.start(),
        rejected.length(),
        rejected.index(),
        rejected.id(),
        rejected.type(),
        rejected.reasons());
  }

  /** A body of which nothing can be told apart. */
  public RejectedEvent whole(byte[] body, int length, Reason reason) {
    return record(body, 0, length, 0, null, null, List.of(reason));
  }

  private RejectedEvent record(
      byte[] body, int start, int length, int index, String id, String type, List<Reason> reasons) {
    return new RejectedEvent(
        rejectionId(body, start, length, index),
        source,
        endpoint,
        contentType,
        (long) index,
        id,
        type,
        reasons.stream()
            .map(reason -> new Rejection(reason.code().text(), reason.field(), reason.message()))
            .toList(),
        ByteBuffer.wrap(body, start, length).slice(),
        receivedAt);
  }

  /** The same for the same bytes at the same place, so that a request sent again adds nothing. */
  private String rejectionId(byte[] body, int start, int length, int index) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (source + '\n' + endpoint + '\n' + index + '\n').getBytes(StandardCharsets.UTF_8));
      digest.update(body, start, length);
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
