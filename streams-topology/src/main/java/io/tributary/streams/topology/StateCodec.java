package io.tributary.streams.topology;

import io.tributary.serde.ArrayEncoder;
import io.tributary.serde.RecordReader;
import io.tributary.serde.RecordWriter;
import io.tributary.serde.TrustedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/**
 * The values of the state stores: Avro without a registry, behind a byte that tells the version of
 * the schema. Not safe for use by several threads: each task has its own.
 */
final class StateCodec<T extends SpecificRecord> {
  private static final byte VERSION = 1;

  static {
    TrustedRecords.trust();
  }

  private final RecordWriter<T> writer;
  private final RecordReader<T> reader;
  private final ArrayEncoder encoder = new ArrayEncoder();

  StateCodec(Class<T> type) {
    this.writer = new RecordWriter<>(type);
    this.reader = new RecordReader<>(type);
  }

  byte[] encode(T value) {
    encoder.clear();
    encoder.writeByte(VERSION);
    try {
      writer.write(value, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoder.toByteArray();
  }

  T decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "state of an unknown version: " + Arrays.toString(Arrays.copyOf(bytes, 1)));
    }
    return reader.read(bytes, 1);
  }
}
