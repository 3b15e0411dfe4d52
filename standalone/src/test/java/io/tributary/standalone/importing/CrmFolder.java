package io.tributary.standalone.importing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the CRM sales opportunities data set lies. It is public, but no part of the project. */
final class CrmFolder {
  private static final String PROPERTY = "crm.data";

  private CrmFolder() {}

  /** The system property {@code crm.data}; what needs a folder that is not there is skipped. */
  static Path orSkip() {
    Path folder = Path.of(System.getProperty(PROPERTY, ""));
    assumeTrue(
        Files.isRegularFile(folder.resolve("sales_pipeline.csv")),
        "skipped: there is no CRM sales opportunities data set in '%s' (name its folder with -D%s=...)"
            .formatted(folder, PROPERTY));
    return folder;
  }
}
