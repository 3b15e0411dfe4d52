package io.tributary.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** Decoding is a function; only what is around it knows of HTTP, Kafka and time. */
@AnalyzeClasses(
    packages = "io.tributary.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String DECODE = "..ingest.decode..";
  private static final String[] PURE = {
    DECODE, "..ingest.mapping..", "..ingest.translate..", "..ingest.signature.."
  };

  @ArchTest
  static final ArchRule DECODING_KNOWS_NEITHER_KAFKA_NOR_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "org.eclipse.jetty..",
              "io.micrometer..",
              "org.slf4j..",
              "java.net..",
              "java.nio.file..",
              "java.util.concurrent..",
              "..ingest.http..",
              "..ingest.publish..");

  @ArchTest
  static final ArchRule TIME_IS_AN_ARGUMENT_OF_DECODING =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule SOURCES_KNOW_NO_LATER_STEP =
      noClasses()
          .that()
          .resideInAPackage("..ingest.source..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..ingest.http..", "..ingest.publish..", DECODE);

  @ArchTest
  static final ArchRule PUBLISHING_KNOWS_NOT_WHERE_EVENTS_COME_FROM =
      noClasses()
          .that()
          .resideInAPackage("..ingest.publish..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..ingest.http..", "org.eclipse.jetty..");
}
