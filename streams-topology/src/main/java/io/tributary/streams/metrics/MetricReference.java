package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.util.List;

/** All metrics as a page for people: what {@link MetricCatalogue} has, and nothing else. */
public final class MetricReference {
  private MetricReference() {}

  /** Markdown: a section for each family, a line for each metric. */
  public static String markdown(Policy policy) {
    StringBuilder page = new StringBuilder();
    for (Family family : MetricCatalogue.FAMILIES) {
      page.append("\n## ").append(family.name()).append("\n\nSlices: ");
      page.append(String.join(", ", family.dimensions())).append(".\n\n");
      page.append("| metric | formula | unit | windows |\n|---|---|---|---|\n");
      for (Metric metric : family.metrics(policy)) {
        page.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    metric.name(), metric.formula(), metric.unit(), windows(metric.windows())));
      }
    }
    return page.toString();
  }

  private static String windows(List<Window> windows) {
    if (windows.equals(Window.ALL)) {
      return "all";
    }
    return String.join(" ", windows.stream().map(Window::name).toList());
  }
}
