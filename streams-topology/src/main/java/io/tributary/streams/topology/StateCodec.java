package io.tributary.streams.topology;

import io.tributary.serde.ArrayEncoder;
import io.tributary.serde.RecordReader;
import io.tributary.serde.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * The values of the state stores: Avro without a registry, behind a byte that tells the version of
 * the schema. Not safe for use by several threads: each task has its own.
 */
final class StateCodec<T extends SpecificRecord> {
  private static final byte VERSION = 1;

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

  /** Of a value that is in Avro's encoding already. */
  static byte[] ofEncoded(byte[] avro) {
    return ByteBuffer.allocate(1 + avro.length).put(VERSION).put(avro).array();
  }

  /**
   * @throws ProcessorStateException when it is of an unknown version: whoever goes on without it,
   *     because a later release has written it, would lose it
   */
  T decode(byte[] bytes) {
    return decode(bytes, 0);
  }

  /** Of what is state within other state. */
  T decode(ByteBuffer bytes) {
    return decode(bytes.array(), bytes.arrayOffset() + bytes.position());
  }

  private T decode(byte[] bytes, int from) {
    if (bytes.length <= from || bytes[from] != VERSION) {
      throw new ProcessorStateException(
          "state of an unknown version: "
              + Arrays.toString(Arrays.copyOfRange(bytes, from, Math.min(from + 1, bytes.length))));
    }
    return reader.read(bytes, from + 1);
  }
}
