package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.equivalence.Step;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.LiteralTemplate;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.SharedPlan;
import dev.segue.rules.plan.StatementEngine;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The plan of a text is the same whether it is made of the text itself or of what it shares with
 * all texts that differ only in literals: over the texts of all cases.
 */
@ExtendWith(PostgresExtension.class)
class SharedPlanCasesTest {

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aSharedPlanIsThatOfTheText(Shape spoken, TestDatabase database) throws Exception {
    try (TestDatabase shop = database.server().createDatabase()) {
      shop.execute(Shop.inBothShapes());
      ControlTables.ensure(shop);
      shop.execute(Shop.rememberOld());
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(shop.url());
      Catalog catalog = DatabaseCatalog.of(source);
      StatementEngine engine =
          new StatementEngine(
              RulesFile.read("segue.yaml", new StringReader(Shop.RULES)), migration -> spoken);
      int compared = 0;
      for (EquivalenceCase each : EquivalenceTest.cases(spoken)) {
        for (Step step : each.steps()) {
          for (String sql : step.texts()) {
            compared += compare(engine, catalog, sql, keys(step)) ? 1 : 0;
          }
        }
      }
      System.out.printf("shared plans: %,d texts of cases have literals%n", compared);
      assertThat(compared).isGreaterThan(500);
    }
  }

  private static KeysRequest keys(Step step) {
    if (step.keys().isEmpty()) {
      return KeysRequest.NONE;
    }
    return step.keys().get(0).equals("auto")
        ? new KeysRequest.Automatic()
        : new KeysRequest.Names(step.keys());
  }

  private static boolean compare(
      StatementEngine engine, Catalog catalog, String text, KeysRequest keys) {
    Optional<LiteralTemplate> template = LiteralTemplate.of(text, LexicalSettings.JDBC);
    if (template.isEmpty()) {
      return false;
    }
    PlannedStatement itself = plan(engine, catalog, text, keys);
    PlannedStatement shared =
        SharedPlan.of(template.get(), sql -> plan(engine, catalog, sql, keys))
            .planned(template.get(), sql -> itself);
    assertThat(shared.migrations()).as(text).isEqualTo(itself.migrations());
    assertThat(shared.writes()).as(text).isEqualTo(itself.writes());
    for (Route route : Route.values()) {
      assertThat(told(shared.on(migration -> route)))
          .as(text)
          .isEqualTo(told(itself.on(migration -> route)));
    }
    return true;
  }

  private static PlannedStatement plan(
      StatementEngine engine, Catalog catalog, String sql, KeysRequest keys) {
    return engine.plan(sql, keys, catalog, SearchPath.standard(), LexicalSettings.JDBC);
  }

  private static String told(Outcome outcome) {
    if (!(outcome instanceof Outcome.Planned planned)) {
      return outcome.toString();
    }
    StringBuilder told = new StringBuilder(planned.plan().sql());
    for (int i = 1; i <= planned.plan().parameterCount(); i++) {
      told.append(Arrays.toString(planned.plan().positions(i)));
    }
    return told.append(planned.plan().returnsKeys()).append(planned.plan().fellBack()).toString();
  }
}
