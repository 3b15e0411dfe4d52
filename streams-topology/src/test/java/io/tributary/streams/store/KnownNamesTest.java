package io.tributary.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTest {
  private static final long PLENTY = 1 << 20;

  private final KnownNames names = new KnownNames(PLENTY);

  @ParameterizedTest
  @ValueSource(strings = {"c%d|", "email:someone%d@acme.example", "%08d"})
  void whatWasAddedIsKnownAndHardlyAnythingElse(String form) {
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      assertThat(add(form.formatted(i))).isTrue();
    }

    assertThat(IntStream.range(0, count)).allMatch(i -> mayContain(form.formatted(i)));
    assertThat(IntStream.range(count, 2 * count).filter(i -> mayContain(form.formatted(i))).count())
        .isLessThan(count / 20);
  }

  @Test
  void aNameIsNoMoreThanItsLengthSays() {
    byte[] key = "acme|deal|1".getBytes(UTF_8);
    names.add(key, 5);

    assertThat(names.mayContain(key, 5)).isTrue();
    assertThat(mayContain("acme|")).isTrue();
    assertThat(names.mayContain(key, 6)).isFalse();
    assertThat(mayContain("acme|deal|1")).isFalse();
    assertThat(mayContain("")).isFalse();
  }

  @Test
  void thereMayBeTooMany() {
    KnownNames few = new KnownNames(20_000);
    int added = 0;
    while (added < 20_000 && few.add(("name" + added).getBytes(UTF_8), ("name" + added).length())) {
      added++;
    }

    assertThat(added).isBetween(12_288, 14_000);
  }

  @Test
  void whatIsReadIsWhatWasWrittenUnlessItTakesTooMuch() throws IOException {
    int count = 10_000;
    IntStream.range(0, count).forEach(i -> add("name" + i));
    byte[] bytes = written();
    KnownNames read = KnownNames.readFrom(stream(bytes), PLENTY).orElseThrow();

    assertThat(IntStream.range(0, count))
        .allMatch(i -> read.mayContain(("name" + i).getBytes(UTF_8), ("name" + i).length()));
    for (int i = count; i < 2 * count; i++) {
      byte[] name = ("name" + i).getBytes(UTF_8);
      assertThat(read.mayContain(name, name.length)).isEqualTo(names.mayContain(name, name.length));
      names.add(name, name.length);
      read.add(name, name.length);
    }
    assertThat(KnownNames.readFrom(stream(bytes), bytes.length - 1_000)).isEmpty();
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(out)) {
      names.writeTo(data);
    }
    return out.toByteArray();
  }

  private static DataInputStream stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private boolean add(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return names.add(bytes, bytes.length);
  }

  private boolean mayContain(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return names.mayContain(bytes, bytes.length);
  }
}
