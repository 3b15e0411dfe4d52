package io.tributary.standalone.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  private static Optional<String> applied(String patch, String document) {
    return MergePatch.parse(patch)
        .applied(document.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The examples of RFC 7396 in which both are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"} | {\"a\":null} | {}",
        "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
        "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1]}",
        "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\":1}",
        "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
      })
  void aPatchIsMerged(String document, String patch, String expected) {
    assertThat(applied(patch, document)).contains(expected);
  }

  @Test
  void amountsStayExact() {
    assertThat(applied("{\"x\":1}", "{\"amount\":0.1234567890123456789}"))
        .contains("{\"amount\":0.1234567890123456789,\"x\":1}");
  }

  @Test
  void whatIsNoObjectIsNotPatched() {
    assertThat(applied("{}", "[1]")).isEmpty();
    assertThat(applied("{}", "{")).isEmpty();
    assertThatThrownBy(() -> MergePatch.parse("[1]")).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> MergePatch.parse("{'")).isInstanceOf(ConfigurationException.class);
  }
}
