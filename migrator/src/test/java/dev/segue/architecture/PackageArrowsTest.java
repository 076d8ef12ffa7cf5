package dev.segue.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside the modules: which package knows which other. */
class PackageArrowsTest {

  /** Each package of the three inner modules, and the others of its module that it may know. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("rules.sql.tree", List.of()),
          Map.entry("rules.sql", List.of("rules.sql.tree")),
          Map.entry("rules.catalog", List.of()),
          Map.entry("rules.migration", List.of("rules.sql", "rules.sql.tree")),
          Map.entry(
              "rules.binding",
              List.of("rules.catalog", "rules.migration", "rules.sql", "rules.sql.tree")),
          Map.entry(
              "rules.rewrite",
              List.of(
                  "rules.binding",
                  "rules.catalog",
                  "rules.migration",
                  "rules.sql",
                  "rules.sql.tree")),
          Map.entry(
              "rules.plan",
              List.of(
                  "rules.rewrite",
                  "rules.binding",
                  "rules.catalog",
                  "rules.migration",
                  "rules.sql",
                  "rules.sql.tree")),
          Map.entry("flags", List.of()),
          Map.entry("flags.rollout", List.of("flags")),
          Map.entry("flags.stage", List.of("flags", "flags.rollout")),
          Map.entry("flags.epoch", List.of("flags", "flags.rollout", "flags.stage")),
          Map.entry("flags.fleet", List.of("flags", "flags.stage")),
          Map.entry("flags.store", List.of("flags", "flags.rollout", "flags.stage", "flags.fleet")),
          Map.entry(
              "flags.watch",
              List.of(
                  "flags",
                  "flags.rollout",
                  "flags.stage",
                  "flags.epoch",
                  "flags.fleet",
                  "flags.store")),
          Map.entry("driver.metadata", List.of()),
          Map.entry("driver.jdbc", List.of("driver.metadata")),
          Map.entry("driver.cache", List.of()),
          Map.entry("driver.control", List.of()),
          Map.entry("driver.catalog", List.of("driver.control")),
          Map.entry("driver.transaction", List.of("driver.cache", "driver.jdbc")),
          Map.entry(
              "driver.instance",
              List.of(
                  "driver.cache",
                  "driver.catalog",
                  "driver.control",
                  "driver.jdbc",
                  "driver.transaction")),
          Map.entry(
              "driver",
              List.of("driver.control", "driver.instance", "driver.jdbc", "driver.transaction")),
          Map.entry("driver.datasource", List.of("driver")));

  @Test
  void packagesKnowEachOtherInNoCircle() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(Segue.CLASSES);
  }

  static Stream<Map.Entry<String, List<String>>> arrows() {
    return ARROWS.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arrows")
  void aPackageKnowsOnlyWhatStandsUnderIt(Map.Entry<String, List<String>> arrow) {
    String who = arrow.getKey();
    String module = who.split("\\.", 2)[0];
    classes()
        .that()
        .resideInAPackage("dev.segue." + who)
        .should()
        .onlyDependOnClassesThat(inModuleOnly(module, who, arrow.getValue()))
        .check(Segue.CLASSES);
  }

  @Test
  void everyPackageOfTheInnerModulesHasItsArrows() {
    List<String> packages =
        Segue.CLASSES.stream()
            .map(type -> type.getPackageName().substring("dev.segue.".length()))
            .filter(name -> name.matches("(rules|flags|driver)\\b.*"))
            .distinct()
            .toList();

    assertThat(packages).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
  }

  @Test
  void wrappersDecideNothingAboutMigrations() {
    noClasses()
        .that()
        .resideInAPackage("dev.segue.driver.jdbc")
        .should()
        .dependOnClassesThat(
            describe(
                "are rules or flags, plans left aside",
                type ->
                    (type.getPackageName().startsWith("dev.segue.rules")
                            && !type.getPackageName().equals("dev.segue.rules.plan"))
                        || type.getPackageName().startsWith("dev.segue.flags")))
        .check(Segue.CLASSES);
  }

  @Test
  void theOperatorsStepsKnowNeitherTheCommandLineNorTheDemo() {
    noClasses()
        .that()
        .resideInAPackage("dev.segue.migrator..")
        .and()
        .resideOutsideOfPackages("dev.segue.migrator.cli..", "dev.segue.migrator.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.segue.migrator.cli..", "dev.segue.migrator.demo..")
        .check(Segue.CLASSES);
  }

  private static DescribedPredicate<JavaClass> inModuleOnly(
      String module, String who, List<String> others) {
    return describe(
        "are outside of " + module + " or in " + others,
        type -> {
          String name = type.getPackageName();
          boolean inModule = (name + ".").startsWith("dev.segue." + module + ".");
          return !inModule
              || name.equals("dev.segue." + who)
              || others.contains(name.substring("dev.segue.".length()));
        });
  }

  /** Every package by itself, whatever stands under it. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
