package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

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
