package io.tributary.sink.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  /** The example that libraries of Standard Webhooks are tested with. */
  @Test
  void theSpecificationsExampleIsSignedAsItSays() {
    assertThat(
            new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> new WebhookSignature("whsec_not base64!"))
        .hasMessageContaining("is not base64")
        .hasMessageNotContaining("not base64!");
    assertThatThrownBy(() -> new WebhookSignature("c2hvcnQ="))
        .hasMessageContaining("at least 24 bytes");
  }
}
