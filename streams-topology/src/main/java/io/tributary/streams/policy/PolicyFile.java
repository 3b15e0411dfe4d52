package io.tributary.streams.policy;

import io.tributary.event.Micros;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.policy.Policy.CustomerSince;
import io.tributary.streams.policy.Policy.Stage;
import java.math.BigDecimal;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads {@code policy.yaml}. Whatever it does not mention stays as it is; the reporting zone, the
 * currency and the clock are settings of the service and not in here: they say where and how it
 * runs, not what the company means by its words.
 *
 * <pre>
 * customer: {since: either}            # billing, sales or either
 * fiscal_year: {first_month: january}
 * cac: {lag_days: 0}
 * gross_margin: 0.80
 * stages:                              # in the order in which an opportunity passes them
 *   - {name: Prospecting, probability: 0.1}
 * attribution: {lookback_days: 90}
 * metrics: {daily_rows: 400}
 * </pre>
 */
public final class PolicyFile {
  private static final int MOST_LAG_DAYS = 3_650;
  private static final int MOST_LOOKBACK_DAYS = 3_650;
  private static final int MOST_DAILY_ROWS = 3_660;

  private PolicyFile() {}

  /**
   * @param base what holds for what the file does not mention
   * @throws io.tributary.runtime.yaml.YamlException with file, line and column, when it says
   *     something impossible
   */
  public static Policy parse(YamlNode file, Policy base) {
    file.only("customer", "fiscal_year", "cac", "gross_margin", "stages", "attribution", "metrics");
    Optional<YamlNode> customer = section(file, "customer", "since");
    Optional<YamlNode> fiscalYear = section(file, "fiscal_year", "first_month");
    Optional<YamlNode> cac = section(file, "cac", "lag_days");
    Optional<YamlNode> attribution = section(file, "attribution", "lookback_days");
    Optional<YamlNode> metrics = section(file, "metrics", "daily_rows");
    return new Policy(
        base.zone(),
        base.currency(),
        value(customer, "since", node -> node.choice(CustomerSince.class), base.customerSince()),
        value(fiscalYear, "first_month", node -> node.choice(Month.class), base.fiscalYearStart()),
        value(cac, "lag_days", node -> between(node, 0, MOST_LAG_DAYS), base.cacLagDays()),
        value(Optional.of(file), "gross_margin", PolicyFile::share, base.grossMarginMicros()),
        value(Optional.of(file), "stages", PolicyFile::stages, base.stages()),
        value(
            attribution,
            "lookback_days",
            node -> between(node, 1, MOST_LOOKBACK_DAYS),
            base.lookbackDays()),
        value(metrics, "daily_rows", node -> between(node, 1, MOST_DAILY_ROWS), base.dailyRows()),
        base.clock());
  }

  private static Optional<YamlNode> section(YamlNode file, String name, String... keys) {
    Optional<YamlNode> section = file.optional(name);
    section.ifPresent(node -> node.only(keys));
    return section;
  }

  private static <T> T value(
      Optional<YamlNode> section, String key, Function<YamlNode, T> reader, T otherwise) {
    return section.flatMap(node -> node.optional(key)).map(reader).orElse(otherwise);
  }

  private static int between(YamlNode node, int least, int most) {
    int number = node.integer();
    if (number < least || number > most) {
      throw node.error("must be from " + least + " to " + most + ", not " + number);
    }
    return number;
  }

  private static long share(YamlNode node) {
    BigDecimal share = node.decimal();
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw node.error("must be from 0 to 1 (0.8 is 80 %), not " + node.text());
    }
    if (share.stripTrailingZeros().scale() > 6) {
      throw node.error("must have at most 6 decimals, not " + node.text());
    }
    return Micros.of(share);
  }

  private static List<Stage> stages(YamlNode list) {
    List<Stage> stages = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (YamlNode item : list.items()) {
      item.only("name", "probability");
      YamlNode name = item.required("name");
      if (name.text().isBlank()) {
        throw name.error("the name of a stage must not be blank");
      }
      if (name.text().indexOf(':') >= 0) {
        throw name.error("the name of a stage must not have a colon, which measures end with");
      }
      if (!names.add(name.text().strip().toLowerCase(Locale.ROOT))) {
        throw name.error(
            "the stage " + name.text().strip() + " is given twice; upper and lower case are one");
      }
      stages.add(new Stage(name.text().strip(), share(item.required("probability"))));
    }
    if (stages.isEmpty()) {
      throw list.error("at least one stage is expected here");
    }
    return stages;
  }
}
