package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.event.RevenueEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SDK that its users have, from the registry. Needs npm and the network, and says so where they
 * are missing: {@code mvn -pl ingest-service -am test -DexcludedTags= -Dtest=SegmentNodeSdkTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("slow")
class SegmentNodeSdkTest {
  @TempDir private Path folder;

  private record Ended(boolean done, String output) {}

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      boolean inTime = process.waitFor(3, TimeUnit.MINUTES);
      if (!inTime) {
        process.destroyForcibly();
      }
      return new Ended(inTime && process.exitValue() == 0, Files.readString(output));
    } catch (IOException e) {
      return new Ended(false, "there is no " + command[0]);
    }
  }

  private void copy(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/segment-node/" + name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  @Test
  void everyCallOfTheNodeSdkArrives() throws Exception {
    copy("package.json");
    copy("send.mjs");
    Ended install = run(Map.of(), "npm", "install", "--no-audit", "--no-fund");
    assumeTrue(install.done(), () -> "the SDK cannot be had: " + install.output());

    try (RunningEdge edge = new RunningEdge(folder, Map.of())) {
      String host = "http://127.0.0.1:" + edge.server.port();
      Ended sent = run(Map.of("KEY", edge.key, "HOST", host), "node", "send.mjs");

      assertThat(sent.done()).as(sent.output()).isTrue();
      List<RevenueEvent> events = edge.publisher.events();
      assertThat(events)
          .extracting(RevenueEvent::getType)
          .containsExactlyInAnyOrder(
              "customer.identified",
              "lead.captured",
              "campaign.touched",
              "campaign.touched",
              "customer.identified",
              "customer.identified");
      assertThat(events).extracting(RevenueEvent::getEventId).doesNotHaveDuplicates();
      assertThat(edge.publisher.quarantine())
          .extracting(kept -> kept.getRejections().get(0).getCode())
          .containsExactly("unmapped");
    }
  }
}
