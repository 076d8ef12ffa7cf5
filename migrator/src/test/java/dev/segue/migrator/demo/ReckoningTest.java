package dev.segue.migrator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.ControlSchema;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.Progress;
import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.shop.Stock;
import dev.segue.migrator.demo.walk.LibraryOperator;
import dev.segue.migrator.demo.walk.Operator;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** The new tables as they are stored: what is broken in them on purpose must be found. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class ReckoningTest {

  private final TestDatabase database;
  private Stock stock;

  ReckoningTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fillBothShapes() throws SQLException {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
      Scenario.TABLES.shop().create(connection);
      stock = Stock.fill(connection, Scenario.TABLES.shop(), 2, 400, 1);
    }
    database.execute("UPDATE segue.control SET created_at = now() - interval '1 hour'");
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.url());
    try (DemoRules rules = DemoRules.write(Scenario.TABLES, "public");
        Operator operator = LibraryOperator.of(rules.rules(), dataSource)) {
      for (MigrationId migration : rules.migrations()) {
        operator.expand(migration, Progress.SILENT);
        operator.flag(migration, FlagKind.WRITE_NEW, Percentage.HUNDRED, Progress.SILENT);
        operator.backfill(migration, Progress.SILENT);
      }
    }
  }

  @AfterEach
  void drop() {
    database.execute("DROP SCHEMA public CASCADE; DROP SCHEMA segue CASCADE; CREATE SCHEMA public");
  }

  private Comparison asStored() throws SQLException {
    return new Reckoning(Scenario.TABLES, stock.ledger()).asStored(database.url());
  }

  @Test
  void whatWasBackfilledIsWhatTheLedgerSays() throws SQLException {
    Comparison comparison = asStored();

    assertThat(comparison.examples()).isEmpty();
    assertThat(comparison.rows()).isEqualTo(stock.rows());
  }

  @Test
  void halfARowIsFound() throws SQLException {
    database.execute("DELETE FROM order_states WHERE id = 5");

    assertThat(asStored().different()).isEqualTo(1);
  }

  @Test
  void aPartThatIsLeftOverIsFound() throws SQLException {
    database.execute("INSERT INTO order_states (id, state) VALUES (99999, 'new')");

    assertThat(asStored().unasked()).isEqualTo(1);
  }

  @Test
  void aRowThatIsMissingIsFound() throws SQLException {
    database.execute("DELETE FROM order_heads WHERE id = 5; DELETE FROM order_states WHERE id = 5");

    assertThat(asStored().missing()).isEqualTo(1);
  }

  @Test
  void anotherValueIsFound() throws SQLException {
    database.execute("UPDATE order_prices SET amount_cents = amount_cents + 1 WHERE id = 5");

    assertThat(asStored().different()).isEqualTo(1);
  }

  @Test
  void aKeyThatHasChangedIsFound() throws SQLException {
    database.execute("UPDATE customers_wide SET id = id + 3000000000 WHERE id = 5");

    Comparison comparison = asStored();
    assertThat(comparison.missing()).isEqualTo(1);
    assertThat(comparison.unasked()).isEqualTo(1);
  }

  @Test
  void aCardThatWentWithNobodyIsFound() throws SQLException {
    database.execute("DELETE FROM cards WHERE customer_id = 2");

    assertThat(asStored().missing()).isEqualTo(1);
  }
}
