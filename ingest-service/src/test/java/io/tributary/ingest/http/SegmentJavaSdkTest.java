package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK for Java that its users have: it sends batches, and its key in their bodies. */
class SegmentJavaSdkTest {
  private static final Instant HAPPENED = Instant.parse("2026-03-14T09:26:53Z");

  @TempDir private Path folder;

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private static List<MessageBuilder<?, ?>> calls() {
    Map<String, ?> campaign = Map.of("campaign", Map.of("medium", "cpc", "name", "spring"));
    return List.of(
        IdentifyMessage.builder().traits(Map.of("name", "Ada", "email", "Ada@acme.example")),
        TrackMessage.builder("Signed Up").properties(Map.of("type", "organic")),
        TrackMessage.builder("opportunity.opened")
            .properties(Map.of("opportunity_id", "006X", "amount", "12.50", "currency", "EUR")),
        TrackMessage.builder("Unheard Of").properties(Map.of("n", 1.5)),
        PageMessage.builder("Pricing").context(campaign),
        ScreenMessage.builder("Home"),
        GroupMessage.builder("g-1").traits(Map.of("name", "Acme")),
        AliasMessage.builder("a8f3"));
  }

  private void send(Analytics analytics) {
    for (MessageBuilder<?, ?> call : calls()) {
      // Its clock is as wrong as that of the edge, so that the time stays as it is.
      call.userId("u-17").timestamp(Date.from(HAPPENED)).sentAt(Date.from(RunningEdge.NOW));
      analytics.enqueue(call);
    }
    analytics.flush();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> sent.size() + failures.size() == calls().size());
    analytics.shutdown();
  }

  private Analytics analytics(RunningEdge edge, String key) {
    return Analytics.builder(key)
        .endpoint("http://127.0.0.1:" + edge.server.port())
        .retries(1)
        .callback(
            new Callback() {
              @Override
              public void success(Message message) {
                sent.add(message.messageId());
              }

              @Override
              public void failure(Message message, Throwable failure) {
                failures.add(failure);
              }
            })
        .build();
  }

  @Test
  void everyCallArrives() {
    try (RunningEdge edge = new RunningEdge(folder, Map.of())) {
      send(analytics(edge, edge.key));

      assertThat(failures).isEmpty();
      List<RevenueEvent> events = edge.publisher.events();
      assertThat(events)
          .extracting(RevenueEvent::getType, Identifiers::subject)
          .containsExactlyInAnyOrder(
              tuple("customer.identified", "email:ada@acme.example"),
              tuple("lead.captured", "lead:crm/u-17"),
              tuple("opportunity.opened", "user:u-17"),
              tuple("campaign.touched", "user:u-17"),
              tuple("campaign.touched", "user:u-17"),
              tuple("customer.identified", "organization:crm/g-1"),
              tuple("customer.identified", "user:a8f3"));
      assertThat(events).extracting(RevenueEvent::getOccurredAt).containsOnly(HAPPENED);
      assertThat(edge.publisher.quarantine())
          .extracting(kept -> kept.getRejections().get(0).getCode())
          .containsExactly("unmapped");
    }
  }

  @Test
  void aKeyThatIsNobodysIsAFailureThatItsUserHears() {
    try (RunningEdge edge = new RunningEdge(folder, Map.of())) {
      send(analytics(edge, "trib_nobodys"));

      assertThat(sent).isEmpty();
      assertThat(failures).isNotEmpty();
      assertThat(edge.publisher.records()).isEmpty();
    }
  }
}
