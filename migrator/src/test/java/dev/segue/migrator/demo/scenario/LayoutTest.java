package dev.segue.migrator.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.demo.shop.Stock;
import dev.segue.migrator.demo.walk.Milestone;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with tables and foreign keys must be seen. */
@ExtendWith(PostgresExtension.class)
class LayoutTest {

  private final TestDatabase database;

  LayoutTest(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void drop() {
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  private static Scenario scenario(String name) {
    return Scenario.named(name).orElseThrow();
  }

  private List<String> differences(String name, Milestone reached) throws SQLException {
    try (Connection connection = database.connect()) {
      return scenario(name).layout(reached).differences(Layout.read(connection));
    }
  }

  private void fill(String name) throws SQLException {
    try (Connection connection = database.connect()) {
      scenario(name).shop().create(connection);
      Stock.fill(connection, scenario(name).shop(), 1, 10, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns", "tables"})
  void aShopThatHasJustOpenedIsAsTheScenarioSays(String name) throws SQLException {
    fill(name);

    assertThat(differences(name, Milestone.OPENED)).isEmpty();
    assertThat(differences(name, Milestone.CONTRACTED)).isNotEmpty();
  }

  @Test
  void aForeignKeyThatIsGoneIsSeen() throws SQLException {
    fill("tables");
    database.execute("ALTER TABLE cards DROP CONSTRAINT cards_customer_id_fkey");

    assertThat(differences("tables", Milestone.OPENED))
        .containsExactly("there must be cards.customer_id -> customers.id");
  }

  @Test
  void aForeignKeyThatIsNotProvenIsSeen() throws SQLException {
    fill("tables");
    database.execute(
        """
        ALTER TABLE cards DROP CONSTRAINT cards_customer_id_fkey;
        ALTER TABLE cards ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID""");

    assertThat(differences("tables", Milestone.OPENED))
        .containsExactly(
            "there must be cards.customer_id -> customers.id",
            "there must not be cards.customer_id -> customers.id, not validated");
  }

  @Test
  void oneThatPointsAtTheTableThatIsLeftIsSeen() throws SQLException {
    fill("tables");
    database.execute("CREATE TABLE customers_wide (LIKE customers INCLUDING ALL)");

    assertThat(differences("tables", Milestone.RETIRED))
        .contains(
            "there must be cards.customer_id -> customers_wide.id",
            "there must not be cards.customer_id -> customers.id");
  }
}
