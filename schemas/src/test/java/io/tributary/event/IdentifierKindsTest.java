package io.tributary.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierKindsTest {
  private final IdentifierKinds kinds = IdentifierKinds.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "NULL", "undefined", "Unknown", "anonymous", "-1", "0", "0000"})
  void placeholdersIdentifyNobody(String value) {
    assertThat(kinds.identifiesNobody(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"001A", "100", "ada@acme.example", "nullable"})
  void otherValuesIdentifySomebody(String value) {
    assertThat(kinds.identifiesNobody(value)).isFalse();
  }

  @Test
  void anAccountIsStrongestAndEntitiesAreWeakest() {
    assertThat(kinds.strength("account")).isZero();
    assertThat(kinds.strength("anonymous")).isLessThan(kinds.strength("opportunity"));
    assertThat(kinds.strength("shoe_size")).isGreaterThan(kinds.strength("fx_rate"));
  }

  @Test
  void aKindThatIsListedTwiceIsRefused() {
    IdentifierKind email = new IdentifierKind("email", false, 500, false);

    assertThatThrownBy(() -> new IdentifierKinds(List.of(email, email), value -> false))
        .hasMessage("identifier kind email is listed twice");
  }

  @Test
  void anIdentifierIsTheSameAfterARoundTripThroughText() {
    Identifier identifier = new Identifier("account", "crm/00:1A");

    assertThat(Identifiers.parse(Identifiers.text(identifier))).isEqualTo(identifier);
    assertThatThrownBy(() -> Identifiers.parse("001A"))
        .hasMessage("'001A' is not of the form kind:value");
  }
}
