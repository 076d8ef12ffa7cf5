package dev.segue.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each library does its own job, in the place where that job is done. */
class LibrariesTest {

  @ParameterizedTest(name = "{0} only in {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net.bytebuddy..             | dev.segue.driver.jdbc
          com.github.benmanes..       | dev.segue.driver.cache
          com.zaxxer.hikari..         | dev.segue.driver dev.segue.driver.instance dev.segue.migrator.demo..
          io.micrometer..             | dev.segue.driver.instance dev.segue.driver.transaction dev.segue.migrator.demo..
          org.togglz..                | dev.segue.flags.rollout dev.segue.flags.store dev.segue.driver dev.segue.driver.control dev.segue.driver.instance
          org.snakeyaml..             | dev.segue.rules.migration
          org.postgresql..            | dev.segue.driver.jdbc dev.segue.driver.metadata dev.segue.driver.datasource dev.segue.driver.transaction dev.segue.postgres dev.segue.migrator..
          picocli..                   | dev.segue.migrator.cli.. dev.segue.migrator.demo..
          me.tongfei..                | dev.segue.migrator.cli..
          org.HdrHistogram..          | dev.segue.migrator.demo..
          """)
  void aLibraryIsKnownWhereItsJobIsDone(String library, String places) {
    noClasses()
        .that()
        .resideOutsideOfPackages(places.split(" "))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(Segue.CLASSES);
  }

  @Test
  void noWrapperIsMadeByReflection() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Proxy.class)
        .because("wrappers are generated once, as direct calls")
        .check(Segue.CLASSES);
  }
}
