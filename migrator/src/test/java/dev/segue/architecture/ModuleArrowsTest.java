package dev.segue.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which module knows which other, and which library is known where. */
class ModuleArrowsTest {

  @Test
  void nothingPointsBack() {
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
  void everyModuleWasLookedAt() {
    for (String module :
        new String[] {"route", "rules", "flags", "driver", "postgres", "migrator"}) {
      assertThat(Segue.CLASSES)
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.segue." + module));
    }
  }

  @Test
  void nothingThatIsShippedStandsOnWhatTestsIt() throws IOException {
    for (String module : List.of("routes", "rewrite-rules", "feature-flags", "migrator")) {
      assertThat(Path.of("..", module, "pom.xml"))
          .content()
          .doesNotContain("segue-equivalence", "segue-laboratory");
    }
    // The driver's own tests compare transcripts; the dependency is theirs.
    assertThat(Files.readString(Path.of("..", "proxy-driver", "pom.xml")).replaceAll("\\s+", ""))
        .doesNotContain("segue-laboratory")
        .contains("<artifactId>segue-equivalence</artifactId><scope>test</scope>");
  }

  @Test
  void theWordsThatAllShareStandOnJavaAlone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.route..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java.lang..", "java.util..", "dev.segue.route..")
        .check(Segue.CLASSES);
  }

  @Test
  void theStatementEngineKnowsNoConnectionAndNoFlag() {
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
  void theFlagsOpenNoConnection() {
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
  void theDriverDoesNotBringTheCommandLineAlong() {
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
  void aPostgresqlIsStartedForTestsAndTheDemoOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.segue.postgres..", "dev.segue.migrator.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.segue.postgres..")
        .check(Segue.CLASSES);
  }
}
