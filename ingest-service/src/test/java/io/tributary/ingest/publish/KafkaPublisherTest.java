package io.tributary.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.event.CustomerIdentified;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

  private static final List<Outgoing> MANY = Collections.nCopies(100, RECORD);

  private final Made made = new Made();
  private final Made madeForMany = new Made();
  private final KafkaPublisher publisher =
      new KafkaPublisher(made::one, madeForMany::one, Duration.ofMillis(100));

  /** The producers that were made, one after the other. */
  private static final class Made {
    private final List<MockProducer<String, SpecificRecord>> producers = new ArrayList<>();

    synchronized Producer<String, SpecificRecord> one() {
      producers.add(
          new MockProducer<>(
              false,
              new RoundRobinPartitioner(),
              new StringSerializer(),
              (topic, value) -> new byte[0]));
      return get(count() - 1);
    }

    synchronized MockProducer<String, SpecificRecord> get(int index) {
      return producers.get(index);
    }

    synchronized int count() {
      return producers.size();
    }
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
    assertThat(made.count()).isEqualTo(1);
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
  void requestsOfManyHaveAProducerOfTheirOwn() {
    var many = publisher.publish(MANY);
    var few = publisher.publish(MANY.subList(1, MANY.size()));

    assertThat(madeForMany.get(0).history()).hasSize(100);
    assertThat(made.get(0).history()).hasSize(99);
    MANY.forEach(record -> madeForMany.get(0).completeNext());
    assertThat(many).isCompletedWithValue(new Published.Durable());
    assertThat(few).isNotDone();
  }

  @Test
  void onlyTheProducerThatFailedIsReplaced() {
    var failing = publisher.publish(MANY);
    madeForMany.get(0).errorNext(new KafkaException("in an error state"));
    assertThat(failing.join()).isInstanceOf(Published.Unavailable.class);
    await().until(() -> madeForMany.get(0).closed());
    assertThat(made.get(0).closed()).isFalse();

    var passing = publisher.publish(MANY);
    MANY.forEach(record -> madeForMany.get(1).completeNext());

    assertThat(passing.join()).isEqualTo(new Published.Durable());
    assertThat(made.count()).isEqualTo(1);
  }

  @Test
  void whatSucceedsWithOneEndsTheTroubleOfTheOther() {
    var failing = publisher.publish(MANY);
    madeForMany.get(0).errorNext(new TimeoutException("expired"));
    assertThat(failing.join()).isInstanceOf(Published.Unavailable.class);
    assertThat(publisher.away()).isPresent();

    var passing = publisher.publish(List.of(RECORD));
    made.get(0).completeNext();

    assertThat(passing.join()).isEqualTo(new Published.Durable());
    assertThat(publisher.away()).isEmpty();
  }

  @Test
  void bothAreClosed() {
    publisher.close();

    assertThat(made.get(0).closed()).isTrue();
    assertThat(madeForMany.get(0).closed()).isTrue();
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
    await().until(() -> made.count() == 2);
  }

  @Test
  void nothingIsKeptAtOnce() {
    assertThat(publisher.publish(List.of())).isCompletedWithValue(new Published.Durable());
  }
}
