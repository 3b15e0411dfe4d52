package io.tributary.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/**
 * The core is plain functions over plain values; only the wiring knows of Kafka, files and time.
 */
@AnalyzeClasses(
    packages = "io.tributary.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String[] CORE = {
    "..streams.policy..",
    "..streams.identity..",
    "..streams.lifecycle..",
    "..streams.metrics..",
    "..streams.alerts.."
  };

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NEITHER_KAFKA_NOR_THE_WORLD =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "io.micrometer..",
              "org.slf4j..",
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.sql..",
              "java.util.concurrent..",
              "..streams.topology..");

  @ArchTest
  static final ArchRule TIME_IS_AN_ARGUMENT_OF_THE_CORE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule IDENTITY_KNOWS_NO_LATER_STEP =
      noClasses()
          .that()
          .resideInAnyPackage("..streams.identity..", "..streams.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..streams.lifecycle..", "..streams.metrics..", "..streams.alerts..");
}
