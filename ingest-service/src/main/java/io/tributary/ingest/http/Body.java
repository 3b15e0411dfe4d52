package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The bytes of one body as they arrive, inflated when they are compressed. Grows with what has
 * arrived and not with what was announced: announcements cost a sender nothing. What it holds is
 * reserved, until it is closed.
 */
final class Body implements AutoCloseable {
  private static final int FIRST_BYTES = 8 << 10;

  private final int most;
  private final InFlight inFlight;
  private final GzipInput gzip;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean closed;

  Body(int most, boolean compressed, InFlight inFlight) {
    this.most = most;
    this.inFlight = inFlight;
    this.gzip = compressed ? new GzipInput() : null;
  }

  /** Only the first {@link #length()} bytes are the body's. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  synchronized void add(ByteBuffer chunk) throws ProblemException {
    if (gzip != null) {
      gzip.add(chunk);
      return;
    }
    int more = chunk.remaining();
    makeRoom(more);
    chunk.get(bytes, length, more);
    length += more;
  }

  /** All has arrived. */
  synchronized void end() throws ProblemException {
    if (gzip != null && !gzip.isComplete()) {
      throw broken("the gzip data breaks off");
    }
  }

  private void makeRoom(int more) throws ProblemException {
    if (closed) {
      throw new ProblemException(
          HttpStatus.REQUEST_TIMEOUT_408, Code.BODY_TIMEOUT, "the body took too long");
    }
    if (length + (long) more > most) {
      throw tooLarge(most);
    }
    if (bytes.length - length >= more) {
      return;
    }
    int size = Math.min(most, Math.max(length + more, Math.max(FIRST_BYTES, bytes.length * 2)));
    if (!inFlight.reserve(size - bytes.length)) {
      throw new ProblemException(
              HttpStatus.SERVICE_UNAVAILABLE_503,
              Code.OVERLOADED,
              "too many bytes are being worked on; try again")
          .retryAfter(1);
    }
    bytes = Arrays.copyOf(bytes, size);
  }

  static ProblemException tooLarge(int most) {
    return new ProblemException(
            HttpStatus.PAYLOAD_TOO_LARGE_413,
            Code.BODY_TOO_LARGE,
            "the body has more than "
                + most
                + " bytes after decompression; send the events in several requests")
        .with("Connection", "close");
  }

  private static ProblemException broken(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST_400, Code.CONTENT_ENCODING, detail);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      inFlight.release(bytes.length);
      if (gzip != null) {
        gzip.close();
      }
    }
  }

  /** One member of RFC 1952 after the other, inflated into the body. */
  private final class GzipInput {
    private final GzipHeader header = new GzipHeader();
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] trailer = new byte[8];
    private int trailerBytes;
    private long memberLength;
    private boolean between = true;
    private boolean any;

    void add(ByteBuffer chunk) throws ProblemException {
      while (chunk.hasRemaining()) {
        if (between) {
          between = false;
          any = true;
          header.reset();
          inflater.reset();
          checksum.reset();
          memberLength = 0;
          trailerBytes = 0;
        }
        if (!header.isComplete()) {
          if (!header.add(chunk.get())) {
            throw broken("the body is not gzip");
          }
        } else if (!inflater.finished()) {
          inflate(chunk);
        } else {
          trailer[trailerBytes++] = chunk.get();
          if (trailerBytes == trailer.length) {
            check();
            between = true;
          }
        }
      }
    }

    private void inflate(ByteBuffer chunk) throws ProblemException {
      inflater.setInput(chunk);
      try {
        while (!inflater.finished() && !inflater.needsInput()) {
          if (length == bytes.length) {
            makeRoom(1);
          }
          int added = inflater.inflate(bytes, length, bytes.length - length);
          checksum.update(bytes, length, added);
          length += added;
          memberLength += added;
          if (inflater.needsDictionary()) {
            throw broken("the gzip data needs a dictionary");
          }
        }
      } catch (DataFormatException e) {
        throw broken("the gzip data is broken");
      }
    }

    private void check() throws ProblemException {
      ByteBuffer numbers = ByteBuffer.wrap(trailer).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      if (numbers.getInt() != (int) checksum.getValue() || numbers.getInt() != (int) memberLength) {
        throw broken("the checksum of the gzip data does not match");
      }
    }

    boolean isComplete() {
      return between && any;
    }

    void close() {
      inflater.end();
    }
  }
}
