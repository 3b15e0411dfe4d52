package io.tributary.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tributary.sink", importOptions = DoNotIncludeTests.class)
class LayersTest {
  /** A warehouse of another kind must not have to know that there was SQL. */
  @ArchTest
  static final ArchRule SQL_IS_IN_POSTGRES_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sink.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

  @ArchTest
  static final ArchRule WAREHOUSES_DO_NOT_KNOW_WHO_FILLS_THEM =
      noClasses()
          .that()
          .resideInAnyPackage("..sink.warehouse..", "..sink.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..sink.poll..", "..sink.alerts..", "org.apache.kafka.clients..");
}
