package io.tributary.standalone.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how many bytes were read: how far a file is. */
final class CountedInput extends FilterInputStream {
  private long bytes;

  CountedInput(InputStream input) {
    super(input);
  }

  long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    bytes += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    bytes += Math.max(0, count);
    return count;
  }
}
