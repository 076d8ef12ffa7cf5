package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statements become where triggers write the second shape: they write one. */
class TriggerModeTest {

  private static final String RULES =
      ShopCatalog.RULES
          .replace("table: customers\n", "table: customers\n    write-mode: trigger\n")
          .replace("table: orders\n", "table: orders\n    write-mode: trigger\n");

  private static String rewritten(String sql, Shape spoken, Route route) {
    StatementEngine engine =
        new StatementEngine(
            RulesFile.read("segue.yaml", new StringReader(RULES)), migration -> spoken);
    Outcome outcome =
        engine
            .plan(
                sql,
                KeysRequest.NONE,
                new ShopCatalog(),
                SearchPath.standard(),
                LexicalSettings.JDBC)
            .on(migration -> route);
    assertThat(outcome).isInstanceOf(Outcome.Planned.class);
    return ((Outcome.Planned) outcome).plan().sql();
  }

  /**
   * The shape that leads, as on the route that writes it alone; where both lead, the spoken one.
   */
  @ParameterizedTest
  @CsvSource({
    "OLD, BOTH_READ_OLD, OLD",
    "OLD, BOTH_READ_NEW, OLD",
    "OLD, BOTH_LEAD_NEW, NEW",
    "NEW, BOTH_READ_OLD, OLD",
    "NEW, BOTH_READ_NEW, NEW",
    "NEW, BOTH_LEAD_NEW, NEW"
  })
  void aWriteStandsOnOneShape(Shape spoken, Route route, Route alone) {
    String name = spoken == Shape.OLD ? "name" : "full_name";
    String amount = spoken == Shape.OLD ? "amount" : "amount_cents";
    for (String sql :
        new String[] {
          "INSERT INTO customers (%s, city) VALUES (?, ?)".formatted(name),
          "UPDATE customers SET %s = ? WHERE %s = ?".formatted(name, name),
          "UPDATE orders SET %s = ? WHERE id = ?".formatted(amount),
          "DELETE FROM orders WHERE %s > ?".formatted(amount),
          "INSERT INTO orders (id, %s) SELECT id, %s FROM orders".formatted(amount, amount),
        }) {
      assertThat(rewritten(sql, spoken, route)).isEqualTo(rewritten(sql, spoken, alone));
    }
  }

  @ParameterizedTest
  @CsvSource({"BOTH_READ_OLD, OLD", "BOTH_READ_NEW, NEW", "BOTH_LEAD_NEW, NEW"})
  void aReadGoesByItsRoute(Route route, Route alone) {
    String sql = "SELECT name FROM customers WHERE name = ?";
    assertThat(rewritten(sql, Shape.OLD, route)).isEqualTo(rewritten(sql, Shape.OLD, alone));
  }
}
