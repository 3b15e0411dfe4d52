package io.tributary.sink.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.Records;
import io.tributary.topic.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final String TOPIC = Topics.METRIC_VALUES.name();

  private final AvroSerdes serdes =
      new AvroSerdes(Map.of("schema.registry.url", "mock://decoder"), true);
  private final byte[] row =
      serdes.<SpecificRecord>serializer().serialize(TOPIC, Records.metrics("events", 1L));
  private final Decoder decoder = new Decoder(serdes);

  @Test
  void theRowsOfABatchShareTheNamesOfMetricsAndWindows() {
    List<MetricValue> first = values(decoder.decode(read(row)));
    List<MetricValue> second = values(decoder.decode(read(row)));

    assertThat(second).isEqualTo(Records.metrics("events", 1L).getValues());
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).getMetric()).isSameAs(first.get(i).getMetric());
      assertThat(second.get(i).getWindow()).isSameAs(first.get(i).getWindow());
    }
  }

  @Test
  void whatIsDeletedHasNoValue() {
    assertThat(decoder.decode(read(null)))
        .isInstanceOfSatisfying(
            Decoder.Result.Decoded.class, decoded -> assertThat(decoded.record().value()).isNull());
  }

  @Test
  void bytesThatAreNoRecordAreUnreadableForEver() {
    for (int length = 0; length < row.length; length++) {
      assertThat(decoder.decode(read(Arrays.copyOf(row, length))))
          .as("%d bytes", length)
          .isInstanceOf(Decoder.Result.Unreadable.class);
    }
    byte[] ofUnknownSchema = row.clone();
    ofUnknownSchema[1] = 1;
    assertThat(decoder.decode(read(ofUnknownSchema))).isInstanceOf(Decoder.Result.Unreadable.class);
  }

  private static ConsumerRecord<byte[], byte[]> read(byte[] value) {
    return new ConsumerRecord<>(TOPIC, 0, 7L, new byte[0], value);
  }

  private static List<MetricValue> values(Decoder.Result result) {
    assertThat(result).isInstanceOf(Decoder.Result.Decoded.class);
    return ((MetricValues) ((Decoder.Result.Decoded) result).record().value()).getValues();
  }
}
