package dev.segue.driver.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.StatementEngine;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlanCacheTest {

  private static final int MANY = 100_000;

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read(
              "segue.yaml",
              new StringReader(
                  "segue: 1\n"
                      + "migrations:\n"
                      + "  a:\n"
                      + "    table: customers\n"
                      + "    rename: {name: full_name}")),
          Speaks.OLD);
  private final AtomicInteger planned = new AtomicInteger();
  private final PlanCache cache = new PlanCache();

  private PlannedStatement get(String sql) {
    return cache.get(
        new PlanCache.Key(sql, KeysRequest.NONE, SearchPath.standard(), true),
        text -> {
          planned.incrementAndGet();
          return engine.plan(
              text, KeysRequest.NONE, new Nothing(), SearchPath.standard(), LexicalSettings.JDBC);
        });
  }

  private String physical(String sql) {
    return ((Outcome.Planned) get(sql).on(migration -> Route.OLD)).plan().sql();
  }

  private static final class Nothing implements Catalog {
    @Override
    public Optional<Relation> relation(String schema, String name) {
      return schema.equals("public") && name.equals("customers")
          ? Optional.of(new Relation("public", name, List.of(), List.of()))
          : Optional.empty();
    }

    @Override
    public int serverVersion() {
      return 18;
    }

    @Override
    public boolean isVolatileFunction(String name) {
      return false;
    }

    @Override
    public boolean isUsersFunction(String name) {
      return false;
    }

    @Override
    public boolean isVolatileOperator(String name) {
      return false;
    }
  }

  @Test
  void textsThatDifferInLiteralsOnlyArePlannedOnceAndDoNotFillTheCache() {
    for (int i = 0; i < MANY; i++) {
      String sql = "SELECT id FROM customers WHERE id = " + i + " AND city = 'c" + i + "'";
      assertThat(physical(sql)).isEqualTo(sql);
    }

    assertThat(planned).hasValue(1);
    assertThat(cache.size()).isLessThan(2_000);
  }

  @Test
  void theyPutOutNothingButTheirLike() {
    get("SELECT id FROM customers");
    get("SELECT id FROM customers WHERE id = ?");
    int before = planned.get();
    for (int i = 0; i < MANY; i++) {
      get("SELECT id FROM customers WHERE id = " + i);
    }
    int after = planned.get();

    get("SELECT id FROM customers");
    get("SELECT id FROM customers WHERE id = ?");

    assertThat(before).isEqualTo(2);
    assertThat(planned).hasValue(after);
  }

  @Test
  void aTextThatComesAgainIsTheSamePlan() {
    String sql = "SELECT id FROM customers WHERE id = 1";

    assertThat(get(sql)).isSameAs(get(sql));
  }

  @Test
  void plansAheadUntilTheDeadlineAndGoesOnTheNextTime() {
    get("SELECT id FROM customers");
    get("SELECT id FROM customers WHERE id = 1");
    long over = System.nanoTime() - 1;

    assertThat(cache.foresee(over)).as("one of two").isFalse();
    assertThat(cache.foresee(over)).as("the other").isFalse();
    assertThat(cache.foresee(over)).as("nothing is left").isTrue();
    get("SELECT id FROM customers WHERE id = 2");
    assertThat(cache.foresee(over)).as("it shares a plan").isTrue();
    get("SELECT city FROM customers");
    assertThat(cache.foresee(System.nanoTime() + 60_000_000_000L)).isTrue();
  }

  @Test
  void textsThatDifferInMoreThanLiteralsAreBoundedByTheirSize() {
    for (int i = 0; i < MANY / 5; i++) {
      get("SELECT id AS a" + i + " FROM customers WHERE id = 1");
      get("SELECT id AS a" + i + " FROM customers");
    }

    assertThat(cache.size()).isLessThan(12_000);
  }

  @Test
  void hugeTextsAreNotKept() {
    String sql = "SELECT id FROM customers WHERE city = '" + "x".repeat(300_000) + "'";
    get(sql);
    get(sql);

    assertThat(cache.size()).isZero();
    assertThat(planned).hasValue(2);
  }
}
