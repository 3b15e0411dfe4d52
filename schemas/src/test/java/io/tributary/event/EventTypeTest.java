package io.tributary.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventTypeTest {
  @Test
  void everyBodyOfTheUnionHasExactlyOneType() {
    List<String> bodies =
        RevenueEvent.getClassSchema().getField("body").schema().getTypes().stream()
            .map(Schema::getFullName)
            .toList();

    assertThat(Arrays.stream(EventType.values()).map(type -> type.body().getName()))
        .containsExactlyInAnyOrderElementsOf(bodies);
  }

  @Test
  void aTypeIsFoundByItsExactNameOnly() {
    assertThat(EventType.named("opportunity.won")).contains(EventType.OPPORTUNITY_WON);
    assertThat(EventType.named("Opportunity.Won")).isEmpty();
  }

  @Test
  void everyBodyKeepsWhatItDoesNotKnow() {
    assertThat(RevenueEvent.getClassSchema().getField("body").schema().getTypes())
        .allSatisfy(body -> assertThat(body.getField("attributes")).isNotNull());
  }
}
