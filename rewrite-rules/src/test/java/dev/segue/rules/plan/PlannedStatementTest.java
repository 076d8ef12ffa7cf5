package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import dev.segue.route.Stickiness;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.WriteMode;
import dev.segue.rules.rewrite.Refusal;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedStatementTest {

  private final PlannedStatement statement =
      new StatementEngine(
              RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD)
          .plan(
              "SELECT name, amount FROM customers c JOIN orders o ON o.id = c.id",
              KeysRequest.NONE,
              new ShopCatalog(),
              SearchPath.standard(),
              LexicalSettings.JDBC);

  private String sql(Route names, Route amounts) {
    return ((Outcome.Planned) statement.on(migration -> migration == 0 ? names : amounts))
        .plan()
        .sql();
  }

  @Test
  void eachCombinationOfRoutesHasItsOwnPlanAndKeepsIt() {
    assertThat(sql(Route.NEW, Route.OLD)).contains("c.full_name").doesNotContain("amount_cents");
    assertThat(sql(Route.OLD, Route.NEW)).contains("amount_cents").doesNotContain("full_name");
    assertThat(statement.on(migration -> Route.NEW)).isSameAs(statement.on(migration -> Route.NEW));
  }

  /** Combinations of up to three migrations are kept in an array, those of more in a map. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void noTwoCombinationsOfRoutesShareAPlan(int count) {
    PlannedStatement planned =
        new PlannedStatement(
            IntStream.range(0, count).mapToObj(PlannedStatementTest::migration).toList(),
            true,
            false,
            false,
            routes -> planOf(IntStream.range(0, count).mapToObj(routes::of).toList()));
    List<List<Route>> combinations = combinations(count);
    assertThat(combinations).hasSize((int) Math.pow(Route.values().length, count));
    for (List<Route> combination : combinations) {
      assertThat(planned.on(combination::get)).isEqualTo(planOf(combination));
    }
    for (List<Route> combination : combinations) {
      assertThat(planned.on(combination::get)).isSameAs(planned.on(combination::get));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsForeseenIsNotPlannedWhenItIsAskedFor(int count) {
    AtomicInteger planned = new AtomicInteger();
    PlannedStatement foreseen = counting(count, planned);

    foreseen.foresee();
    int before = planned.get();
    for (List<Route> combination : combinations(count)) {
      assertThat(foreseen.on(combination::get)).isEqualTo(planOf(combination));
    }

    assertThat(before).isEqualTo(combinations(count).size());
    assertThat(planned).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4})
  void ofMoreMigrationsNothingIsForeseen(int count) {
    AtomicInteger planned = new AtomicInteger();

    counting(count, planned).foresee();

    assertThat(planned).hasValue(0);
  }

  @Test
  void aRouteThatCannotBePlannedIsMetByWhoTakesIt() {
    PlannedStatement statement =
        new PlannedStatement(
            List.of(migration(0)),
            true,
            false,
            false,
            routes -> {
              if (routes.of(0) == Route.OLD) {
                throw new IllegalStateException("not this one");
              }
              return planOf(List.of(routes.of(0)));
            });

    statement.foresee();

    assertThatThrownBy(() -> statement.on(migration -> Route.OLD)).hasMessage("not this one");
    assertThat(statement.on(migration -> Route.NEW)).isEqualTo(planOf(List.of(Route.NEW)));
  }

  private static PlannedStatement counting(int count, AtomicInteger planned) {
    return new PlannedStatement(
        IntStream.range(0, count).mapToObj(PlannedStatementTest::migration).toList(),
        true,
        false,
        false,
        routes -> {
          planned.incrementAndGet();
          return planOf(IntStream.range(0, count).mapToObj(routes::of).toList());
        });
  }

  private static Migration migration(int ordinal) {
    return new Migration(
        new MigrationId("m" + ordinal),
        ordinal,
        new TableName("public", "t" + ordinal),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Stickiness.KEY,
        WriteMode.STATEMENT,
        1);
  }

  private static List<List<Route>> combinations(int count) {
    List<List<Route>> combinations = List.of(List.of());
    for (int i = 0; i < count; i++) {
      combinations =
          combinations.stream()
              .flatMap(
                  shorter ->
                      Arrays.stream(Route.values())
                          .map(route -> Stream.concat(shorter.stream(), Stream.of(route)).toList()))
              .toList();
    }
    return combinations;
  }

  /** An outcome that tells the routes it was made for. */
  private static Outcome planOf(List<Route> routes) {
    return new Outcome.Refused(
        new Refusal(Refusal.NOT_SUPPORTED, routes.toString(), "", "", Optional.empty()), false);
  }

  @Test
  void threadsThatPlanAtOnceComeToTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Route route : Route.values()) {
        List<Future<String>> texts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
          texts.add(threads.submit(() -> sql(route, route)));
        }
        for (Future<String> text : texts) {
          assertThat(text.get()).isEqualTo(sql(route, route));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
