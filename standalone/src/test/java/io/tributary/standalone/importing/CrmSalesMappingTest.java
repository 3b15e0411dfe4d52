package io.tributary.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.yaml.YamlNode;
import io.tributary.standalone.importing.PipelineOracle.Figures;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The mapping among the examples, on a small export of the same shape and on the public one. */
class CrmSalesMappingTest {
  private static final Path MAPPING = Path.of("../examples/crm-sales/mapping.yaml");
  private static final List<String> KINDS = List.of("account", "email");
  private static final Path SMALL = Path.of("src/test/resources/crm-sales");

  private final List<String> events = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();

  @Test
  void rowsBecomeEventsOrAReason() throws Exception {
    map(SMALL);

    assertThat(events)
        .startsWith(
            """
            {"id":"OPP1:opened","type":"opportunity.opened","occurred_at":"2017-01-10T00:00:00Z",\
            "identifiers":{"account":"Northwind"},"data":{"opportunity_id":"OPP1","owner":"Ann Ash",\
            "region":"Central","segment":"technology","product":"GTX Pro","currency":"USD"}}""",
            """
            {"id":"OPP1:won","type":"opportunity.won","occurred_at":"2017-02-09T00:00:00Z",\
            "identifiers":{"account":"Northwind"},\
            "data":{"opportunity_id":"OPP1","amount":"1200","currency":"USD"}}""")
        .contains(
            """
            {"id":"OPP3:lost","type":"opportunity.lost","occurred_at":"2017-03-15T00:00:00Z",\
            "data":{"opportunity_id":"OPP3"}}""")
        .hasSize(7);
    assertThat(rejected)
        .containsExactly(
            "6 Prospecting has no engage_date: nothing says when the opportunity was opened",
            "7 segment: 'Nortwind' is not in accounts.csv (did you mean Northwind?)",
            "8 no rule of the mapping takes this row: deal_stage is 'Stalled'",
            "9 occurred_at: '2017-03-32' is no date of the form ISO 8601: Text '2017-03-32' could"
                + " not be parsed: Invalid value for DayOfMonth (valid values 1 - 28/31): 32",
            "10 3 fields where the header has 8");
  }

  @Test
  void theSmallExportHasTheFiguresWorkedOutByHand() throws Exception {
    map(SMALL);

    // 1 open × 2/3 won × 1,800 on average ÷ 35 days
    assertThat(new PipelineOracle(events).asOf(LocalDate.parse("2017-03-31")))
        .isEqualTo(new Figures(1, 2, 1, new BigDecimal("34.2857")));
  }

  @Test
  void thePublicExportHasItsPublishedFigures() throws Exception {
    map(CrmFolder.orSkip());

    assertThat(events).hasSize(8_300 + 4_238 + 2_473);
    assertThat(rejected).hasSize(500).allMatch(reason -> reason.contains("has no engage_date"));
    PipelineOracle oracle = new PipelineOracle(events);
    assertThat(oracle.asOf(LocalDate.parse("2017-06-30")))
        .isEqualTo(new Figures(1_686, 1_246, 767, new BigDecimal("50082.4046")));
    assertThat(oracle.asOf(LocalDate.parse("2017-12-31")))
        .isEqualTo(new Figures(1_589, 1_181, 777, new BigDecimal("44846.2105")));
  }

  private void map(Path folder) throws Exception {
    Mapping mapping = MappingReader.read(YamlNode.read(MAPPING), folder, KINDS);
    Path file = folder.resolve("sales_pipeline.csv");
    try (Lines lines = CsvLines.open(file, Files.newInputStream(file), mapping)) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get() instanceof Line.Events mapped) {
          events.addAll(mapped.events());
        } else if (line.get() instanceof Line.Unusable unusable) {
          rejected.add(unusable.number() + " " + unusable.reason().message());
        }
      }
    }
  }
}
