package io.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.SubjectAssigned;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.AvroTypeException;
import org.junit.jupiter.api.Test;

class PackEncoderTest {
  private static final CustomerEvent FIRST = event("c1");
  private static final CustomerEvent SECOND = event("another");

  private final PackEncoder<CustomerEvent> pack =
      new PackEncoder<>(new RecordWriter<>(CustomerEvent.class));

  @Test
  void aPackIsTheRecordWithAllItems() {
    pack.add(FIRST);
    pack.add(SECOND);

    assertThat(pack.isEmpty()).isFalse();
    assertThat(read(pack.toByteArray())).containsExactly(FIRST, SECOND);
  }

  @Test
  void oneOfNothingIsARecordToo() {
    assertThat(pack.isEmpty()).isTrue();
    assertThat(read(pack.toByteArray())).isEmpty();
  }

  @Test
  void afterOnePackTheNextBegins() {
    pack.add(FIRST);
    pack.clear();
    assertThat(pack.isEmpty()).isTrue();
    assertThat(pack.size()).isZero();

    pack.add(SECOND);

    assertThat(read(pack.toByteArray())).containsExactly(SECOND);
  }

  @Test
  void itsSizeIsKnownWhileItGrows() {
    List<CustomerEvent> many = IntStream.range(0, 1_000).mapToObj(n -> event("c" + n)).toList();
    many.forEach(pack::add);

    int items = pack.size();
    byte[] whole = pack.toByteArray();

    assertThat(whole).hasSize(items + 2 + 1);
    assertThat(read(whole)).isEqualTo(many);
  }

  @Test
  void anItemThatCannotBeWrittenLeavesThePackAsItWas() {
    pack.add(FIRST);
    int before = pack.size();
    CustomerEvent bad = event("c2");
    bad.setContent("no record");

    assertThatThrownBy(() -> pack.add(bad)).isInstanceOf(AvroTypeException.class);

    assertThat(pack.size()).isEqualTo(before);
    pack.add(SECOND);
    assertThat(read(pack.toByteArray())).containsExactly(FIRST, SECOND);
  }

  private static CustomerEvent event(String customer) {
    return new CustomerEvent(customer, "email:a@b.example", new SubjectAssigned("c9", 4L), 3L);
  }

  private static List<CustomerEvent> read(byte[] bytes) {
    return new RecordReader<>(CustomerEvents.class).read(bytes, 0).getEvents();
  }
}
