package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.EventType;
import io.tributary.event.RevenueEvent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoriesTest {
  @Test
  void theSameSeedTellsTheSameStory() {
    assertThat(new Stories(7, "c").of(3)).isEqualTo(new Stories(7, "c").of(3));
    assertThat(new Stories(8, "c").of(3)).isNotEqualTo(new Stories(7, "c").of(3));
  }

  @Test
  void everyStoryIsWholeAndInOrder() {
    for (int customer = 0; customer < 50; customer++) {
      List<RevenueEvent> story = new Stories(7, "c").of(customer);
      assertThat(story)
          .hasSize(Stories.EVENTS)
          .isSortedAccordingTo(Comparator.comparing(RevenueEvent::getOccurredAt))
          .allMatch(event -> EventType.named(event.getType()).isPresent());
      assertThat(story.stream().map(RevenueEvent::getEventId)).doesNotHaveDuplicates();
    }
  }

  @Test
  void storiesAreOfAllTopics() {
    Stories stories = new Stories(7, "c");
    assertThat(
            IntStream.range(0, 20)
                .mapToObj(stories::of)
                .flatMap(List::stream)
                .map(event -> EventType.named(event.getType()).orElseThrow().topic().name())
                .distinct())
        .hasSize(4);
  }
}
