package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says before anything has to run: help, usage, and what is wrong. */
class CommandLineTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path data;

  @BeforeEach
  void freshFolder() {
    data = folder.resolve("data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "status",
        "import",
        "query",
        "metrics",
        "explain",
        "customer",
        "keys",
        "quarantine"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tributary " + command);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anUnknownCommandIsNamedAndTheKnownOnesAreListed() {
    assertThat(run("dmeo")).isEqualTo(2);
    assertThat(err.toString()).contains("dmeo").contains("demo", "import", "query");
  }

  @Test
  void theMetricsAreListedWithUnitAndFormula() {
    assertThat(run("metrics")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^win_rate +ratio +won ÷ \\(won \\+ lost\\) +R7 ")
        .contains("stage_conversion:Proposal");
  }

  @Test
  void whatCannotBeExplainedIsSaid() {
    assertThat(run("explain", "won", "--slice", "Grace", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--slice Grace").contains("owner=Grace");
    assertThat(run("explain", "won", "--limit", "0", "--data", data.toString())).isEqualTo(2);
    assertThat(run("customer", "x", "--limit", "0", "--data", data.toString())).isEqualTo(2);
  }

  @Test
  void withoutAnInstanceThereIsNothingToAsk() {
    assertThat(run("query", "SELECT 1", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no instance runs on " + data).contains("tributary up");
  }

  @Test
  void aFileThatIsNotThereIsSaidBeforeAnythingStarts() {
    assertThat(run("import", "nowhere.ndjson", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere.ndjson: there is no such file");
    assertThat(data).doesNotExist();
  }

  @Test
  void csvNeedsAMapping() throws IOException {
    Path csv = Files.writeString(folder.resolve("deals.csv"), "id,amount\n1,2\n");

    assertThat(run("import", csv.toString(), "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--mapping").contains("deals.csv is CSV");
    assertThat(data).doesNotExist();
  }

  @Test
  void aWrongMappingIsSaidWithItsPlace() throws IOException {
    Path csv = Files.writeString(folder.resolve("deals.csv"), "id,amount\n1,2\n");
    Path mapping = Files.writeString(folder.resolve("m.yaml"), "source: crm\nevnts: []\n");

    assertThat(
            run(
                "import",
                csv.toString(),
                "--mapping",
                mapping.toString(),
                "--data",
                data.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("m.yaml").contains("evnts").contains("events");
    assertThat(data).doesNotExist();
  }

  @Test
  void aMappingMayUseTheKindsOfIdentifiersThatAreConfigured() throws IOException {
    Path csv = Files.writeString(folder.resolve("deals.csv"), "id,at,tenant\n1,2026-01-01,T1\n");
    Path identity =
        Files.writeString(folder.resolve("identity.yaml"), "kinds: [{name: tenant, limit: 1}]");
    Path mapping =
        Files.writeString(
            folder.resolve("m.yaml"),
            """
            events:
              - type: opportunity.lost
                at: {column: at}
                identifiers: {tennant: {column: tenant}}
                data: {opportunity_id: {column: id}}
            """);
    List<String> wrong =
        List.of("import", csv.toString(), "--mapping", mapping.toString(), "--data", "" + data);
    List<String> configured = new ArrayList<>(wrong);
    configured.addAll(List.of("--set", "identity.file=" + identity));

    assertThat(run(wrong.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains("there is no identifier kind tennant; the kinds are");
    assertThat(run(configured.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains("m.yaml:4:", "tennant (did you mean tenant?)");
    assertThat(data).doesNotExist();
  }

  @Test
  void theDemonstrationCannotEndInTheFuture() {
    assertThat(run("demo", "--until", "2999-01-01", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--until 2999-01-01 is in the future");
    assertThat(data).doesNotExist();
  }

  @Test
  void aDateThatIsNoneIsWrongUsage() {
    assertThat(run("demo", "--until", "tomorrow")).isEqualTo(2);
    assertThat(err.toString()).contains("--until").contains("tomorrow");
  }

  @Test
  void anUnknownSettingIsNamedWithTheNearest() {
    assertThat(run("up", "--data", data.toString(), "--set", "http.prot=9090")).isEqualTo(2);
    assertThat(err.toString()).contains("http.prot").contains("http.port");
  }

  @Test
  void aSourceWhoseNameIsNoneGetsNoKey() {
    assertThat(run("keys", "create", "../crm", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("../crm");
  }

  private int run(String... arguments) {
    CommandLine command = TributaryMain.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    return command.execute(all.toArray(String[]::new));
  }
}
