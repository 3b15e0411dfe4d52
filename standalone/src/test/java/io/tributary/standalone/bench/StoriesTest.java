package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.EventType;
import io.tributary.event.RevenueEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoriesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private static Stories stories(long seed) {
    return new Stories(seed, "c", Stories.Span.YEARS, TODAY);
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    assertThat(stories(7).of(3)).isEqualTo(stories(7).of(3));
    assertThat(stories(8).of(3)).isNotEqualTo(stories(7).of(3));
  }

  @Test
  void everyStoryIsWholeAndInOrder() {
    for (int customer = 0; customer < 50; customer++) {
      List<RevenueEvent> story = stories(7).of(customer);
      assertThat(story)
          .hasSize(Stories.EVENTS)
          .isSortedAccordingTo(Comparator.comparing(RevenueEvent::getOccurredAt))
          .allMatch(event -> EventType.named(event.getType()).isPresent());
      assertThat(story.stream().map(RevenueEvent::getEventId)).doesNotHaveDuplicates();
    }
  }

  @Test
  void storiesAreOfAllTopics() {
    Stories stories = stories(7);
    assertThat(
            IntStream.range(0, 20)
                .mapToObj(stories::of)
                .flatMap(List::stream)
                .map(event -> EventType.named(event.getType()).orElseThrow().topic().name())
                .distinct())
        .hasSize(4);
  }

  @Test
  void noStoryIsOfTheFuture() {
    for (Stories.Span span : Stories.Span.values()) {
      Stories stories = new Stories(7, "c", span, TODAY);
      assertThat(IntStream.range(0, 200).mapToObj(stories::of).flatMap(List::stream))
          .allMatch(
              event -> !LocalDate.ofInstant(event.getOccurredAt(), ZoneOffset.UTC).isAfter(TODAY));
    }
  }
}
