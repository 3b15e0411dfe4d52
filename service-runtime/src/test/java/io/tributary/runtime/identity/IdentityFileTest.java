package io.tributary.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.IdentifierKind;
import io.tributary.runtime.yaml.YamlException;
import io.tributary.runtime.yaml.YamlNode;
import org.junit.jupiter.api.Test;

class IdentityFileTest {
  @Test
  void kindsThatAreListedComeFirstAndTheOthersStayAsTheyAre() {
    IdentityFile file =
        parse(
            """
            max_links: 7
            kinds:
              - {name: tenant, limit: 2}
              - {name: account, scoped: true, limit: 3}
            limits: {email: 50}
            blocked: ["test@.*"]
            """);

    assertThat(file.maxLinks()).isEqualTo(7);
    assertThat(file.kinds().all())
        .startsWith(
            new IdentifierKind("tenant", false, 2, false),
            new IdentifierKind("account", true, 3, false))
        .contains(
            new IdentifierKind("email", false, 50, false),
            new IdentifierKind("invoice", true, 1_000_000, true));
    assertThat(file.kinds().identifiesNobody("test@acme.example")).isTrue();
    assertThat(file.kinds().identifiesNobody("ada@acme.example")).isFalse();
  }

  @Test
  void aMistakeIsToldWithItsPlaceAndTheNearestName() {
    assertThatThrownBy(() -> parse("limits: {emial: 50}"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("identity.yaml:1:")
        .hasMessageContaining("emial")
        .hasMessageContaining("did you mean email");
    assertThatThrownBy(() -> parse("max_link: 5")).hasMessageContaining("did you mean max_links");
    assertThatThrownBy(() -> parse("max_links: 0")).hasMessageContaining("must be at least 1");
    assertThatThrownBy(() -> parse("blocked: ['(']"))
        .hasMessageContaining("not a regular expression");
  }

  private static IdentityFile parse(String text) {
    return IdentityFile.parse(YamlNode.parse("identity.yaml", text));
  }
}
