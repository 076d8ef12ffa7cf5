package dev.segue.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which module knows which other, and which library is known where. */
class ModuleArrowsTest {

  @Test
  void nothing_points_back() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("routes")
        .definedBy("dev.segue.route..")
        .layer("rewrite-rules")
        .definedBy("dev.segue.rules..")
        .layer("feature-flags")
        .definedBy("dev.segue.flags..")
        .layer("proxy-driver")
        .definedBy("dev.segue.driver..")
        .layer("test-postgres")
        .definedBy("dev.segue.postgres..")
        .layer("migrator")
        .definedBy("dev.segue.migrator..")
        .whereLayer("routes")
        .mayNotAccessAnyLayer()
        .whereLayer("rewrite-rules")
        .mayOnlyAccessLayers("routes")
        .whereLayer("feature-flags")
        .mayOnlyAccessLayers("routes")
        .whereLayer("proxy-driver")
        .mayOnlyAccessLayers("routes", "rewrite-rules", "feature-flags")
        .whereLayer("test-postgres")
        .mayNotAccessAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(Segue.CLASSES);
  }

  @Test
  void every_module_was_looked_at() {
    for (String module :
        new String[] {"route", "rules", "flags", "driver", "postgres", "migrator"}) {
      assertThat(Segue.CLASSES)
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.segue." + module));
    }
  }

  @Test
  void the_words_that_all_share_stand_on_java_alone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.route..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java.lang..", "java.util..", "dev.segue.route..")
        .check(Segue.CLASSES);
  }

  @Test
  void the_statement_engine_knows_no_connection_and_no_flag() {
    classes()
        .that()
        .resideInAPackage("dev.segue.rules..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.lang..",
            "java.math..",
            "java.net..",
            "java.nio..",
            "java.util..",
            "org.snakeyaml..",
            "dev.segue.route..",
            "dev.segue.rules..")
        .because("SQL goes in and a plan comes out: it must run without a database")
        .check(Segue.CLASSES);
  }

  @Test
  void the_flags_open_no_connection() {
    noClasses()
        .that()
        .resideInAPackage("dev.segue.flags..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.postgresql..", "com.zaxxer..")
        .because("who opens connections hands a DataSource in")
        .check(Segue.CLASSES);
  }

  @Test
  void the_driver_does_not_bring_the_command_line_along() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.segue.migrator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..", "me.tongfei..", "com.fasterxml.jackson..", "org.HdrHistogram..")
        .because("a library's dependencies are forced upon its users")
        .check(Segue.CLASSES);
  }

  @Test
  void a_postgresql_is_started_for_tests_and_the_demo_only() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.segue.postgres..", "dev.segue.migrator.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.segue.postgres..")
        .check(Segue.CLASSES);
  }
}
