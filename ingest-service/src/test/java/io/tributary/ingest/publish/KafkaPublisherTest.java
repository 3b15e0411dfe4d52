package io.tributary.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.event.CustomerIdentified;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a request's records count as kept. */
@Timeout(60)
class KafkaPublisherTest {
  private static final Outgoing RECORD =
      new Outgoing(Topics.SALES_EVENTS, "key", CustomerIdentified.newBuilder().build());

  private final List<MockProducer<String, SpecificRecord>> made = new ArrayList<>();
  private final KafkaPublisher publisher = new KafkaPublisher(this::make, Duration.ofMillis(100));

  private synchronized Producer<String, SpecificRecord> make() {
    made.add(
        new MockProducer<>(
            false,
            new RoundRobinPartitioner(),
            new StringSerializer(),
            (topic, value) -> new byte[0]));
    return made.get(made.size() - 1);
  }

  private synchronized int made() {
    return made.size();
  }

  @Test
  void allRecordsAreAcknowledgedOrNone() {
    CompletableFuture<Published> answer = publisher.publish(List.of(RECORD, RECORD));

    made.get(0).completeNext();
    assertThat(answer).isNotDone();
    made.get(0).completeNext();
    assertThat(answer).isCompletedWithValue(new Published.Durable());
  }

  @Test
  void oneThatFailsIsEnough() {
    CompletableFuture<Published> answer = publisher.publish(List.of(RECORD, RECORD));

    made.get(0).errorNext(new TimeoutException("expired"));

    assertThat(answer.join()).isInstanceOf(Published.Unavailable.class);
    made.get(0).completeNext();
    assertThat(answer.join()).isInstanceOf(Published.Unavailable.class);
    assertThat(publisher.away()).hasValueSatisfying(why -> assertThat(why).contains("expired"));
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void silenceIsNoAcknowledgement() {
    assertThat(publisher.publish(List.of(RECORD)).join())
        .isEqualTo(new Published.Unavailable("Kafka has not answered in time"));
  }

  @Test
  void whatSucceedsEndsTheTrouble() {
    var failing = publisher.publish(List.of(RECORD));
    made.get(0).errorNext(new TimeoutException("expired"));
    var passing = publisher.publish(List.of(RECORD));
    made.get(0).completeNext();

    assertThat(failing.join()).isInstanceOf(Published.Unavailable.class);
    assertThat(passing.join()).isEqualTo(new Published.Durable());
    assertThat(publisher.away()).isEmpty();
  }

  @Test
  void aProducerThatFailsForGoodIsReplaced() {
    var failing = publisher.publish(List.of(RECORD));
    made.get(0).errorNext(new KafkaException("in an error state"));
    assertThat(failing.join()).isInstanceOf(Published.Unavailable.class);
    await().until(() -> made.get(0).closed());

    var passing = publisher.publish(List.of(RECORD));
    made.get(1).completeNext();

    assertThat(passing.join()).isEqualTo(new Published.Durable());
  }

  @Test
  void aProducerIsNotReplacedForWhatAnotherWouldMeetToo() {
    for (RuntimeException failure :
        List.of(
            new TopicAuthorizationException("may not write"),
            new SerializationException("unknown schema"),
            new TimeoutException("expired"))) {
      assertThat(PublishFailure.isFatal(failure)).as(failure.toString()).isFalse();
    }
  }

  @Test
  void whatCannotBeSentIsAnsweredAtOnce() {
    made.get(0).close();

    assertThat(publisher.publish(List.of(RECORD)).join()).isInstanceOf(Published.Unavailable.class);
    await().until(() -> made() == 2);
  }

  @Test
  void nothingIsKeptAtOnce() {
    assertThat(publisher.publish(List.of())).isCompletedWithValue(new Published.Durable());
  }
}
