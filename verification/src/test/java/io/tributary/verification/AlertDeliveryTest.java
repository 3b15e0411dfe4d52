package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.verification.WebhookReceiver.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert, from the events that make it fire to the receiver and the warehouse. */
class AlertDeliveryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final byte[] KEY = "a key of more than 24 bytes".getBytes(StandardCharsets.UTF_8);
  private static final String RULES =
      """
      alerts:
        - name: much-was-won
          metric: won_amount
          window: R365
          slice: total
          above: 100000
          severity: info
          labels: {team: sales}
          summary: "{{metric}} passed {{threshold}}"
      """;

  @Test
  void anAlertThatFiresReachesTheReceiverSignedAndTheWarehouse(@TempDir Path folder)
      throws Exception {
    Path rules = Files.writeString(folder.resolve("alerts.yaml"), RULES);
    try (EmbeddedParts parts = new EmbeddedParts(folder).startAll();
        WebhookReceiver receiver = new WebhookReceiver();
        Services services = new Services(folder, parts.addresses())) {
      services.startIngest();
      services.startTopology("topology-1", Map.of("alerts.file", rules.toString()));
      services.startSink(
          "sink-1",
          Map.of(
              "alerts.webhook.urls",
              receiver.url().toString(),
              "alerts.webhook.secret",
              "whsec_" + Base64.getEncoder().encodeToString(KEY)));
      Load load = services.load("deal").start();
      load.awaitMore(200);
      load.stop();

      await().atMost(PATIENCE).until(() -> receiver.deliveries().size() >= 2);
      List<Delivery> deliveries = receiver.deliveries();
      assertThat(deliveries).hasSize(2);
      assertThat(deliveries.get(1).id()).isEqualTo(deliveries.get(0).id());
      assertThat(deliveries.get(1))
          .satisfies(
              delivery ->
                  assertThat(delivery.body())
                      .contains(
                          "\"rule\":\"much-was-won\"",
                          "\"state\":\"FIRING\"",
                          "\"team\":\"sales\"",
                          "\"summary\":\"won_amount passed 100000\""),
              delivery -> assertThat(delivery.signature()).isEqualTo(signature(delivery)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          parts
                              .addresses()
                              .warehouse()
                              .ask("SELECT rule || ' ' || state FROM analytics.alert"))
                      .isEqualTo("much-was-won FIRING"));
    }
  }

  /** As the Standard Webhooks specification says. */
  private static String signature(Delivery delivery) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed = delivery.id() + '.' + delivery.timestamp() + '.' + delivery.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
