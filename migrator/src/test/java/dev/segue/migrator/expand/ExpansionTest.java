package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Shop;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ExpansionTest {

  private final TestDatabase database;
  private Shop shop;

  ExpansionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    shop = new Shop(database);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void addsColumnsThatMayBeNullAndHaveNoDefault() {
    assertThat(shop.expansion().run(shop.orders, shop)).containsExactly("amount_cents");
    assertThat(shop.expansion().run(shop.customers, shop)).containsExactly("full_name");

    assertThat(
            database.rows(
                """
                SELECT a.attname::text, format_type(atttypid, atttypmod), attnotnull, atthasdef,
                       (SELECT collname::text FROM pg_collation c WHERE c.oid = a.attcollation)
                FROM pg_attribute a WHERE attname IN ('amount_cents', 'full_name')
                ORDER BY 1"""))
        .containsExactly(
            java.util.Arrays.asList("amount_cents", "bigint", false, false, null),
            java.util.Arrays.asList("full_name", "character varying(40)", false, false, "C"));
  }

  @Test
  void canBeRunAgain() {
    shop.expansion().run(shop.orders, shop);

    assertThat(shop.expansion().run(shop.orders, shop)).isEmpty();
  }

  @Test
  void refusesAColumnOfAnotherTypeAndChangesNothing() {
    database.execute("ALTER TABLE orders ADD COLUMN amount_cents int");

    assertThatThrownBy(() -> shop.expansion().run(shop.orders, shop))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("is there already, as integer")
        .hasMessageContaining("wants it as bigint");
    assertThat(database.rows("SELECT FROM pg_namespace WHERE nspname = 'segue'")).isEmpty();
  }

  @Test
  void remembersTheOldColumnsPlace() {
    shop.expansion().run(shop.customers, shop);

    assertThat(
            database.rows(
                """
                SELECT column_name, position, type_formatted, default_expression, not_null
                FROM segue.old_column"""))
        .containsExactly(
            java.util.List.of(
                "name", 3, "character varying(40)", "'nobody'::character varying", true));
  }

  @Test
  void doesNotQueueUpBehindALongTransaction() throws SQLException {
    try (Connection application = database.connect();
        var statement = application.createStatement()) {
      application.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM orders");

      assertThatThrownBy(() -> shop.expansion().run(shop.orders, shop))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("no lock on the table within 3 attempts");
      assertThat(shop.waits).hasSize(2);
      application.rollback();
    }
    assertThat(shop.expansion().run(shop.orders, shop)).containsExactly("amount_cents");
  }

  @Test
  void whoMayReadTheOldColumnMayReadTheNewOne() {
    database.execute(
        """
        DROP ROLE IF EXISTS clerk;
        CREATE ROLE clerk;
        GRANT SELECT (id, amount), UPDATE (amount) ON orders TO clerk""");
    try {
      shop.expansion().run(shop.orders, shop);

      assertThat(
              shop.value(
                  """
                  SELECT has_column_privilege('clerk', 'orders', 'amount_cents', 'SELECT')
                     AND has_column_privilege('clerk', 'orders', 'amount_cents', 'UPDATE')
                     AND NOT has_column_privilege('clerk', 'orders', 'amount_cents', 'INSERT')
                     AND has_table_privilege('clerk', 'segue.flag', 'SELECT')
                     AND NOT has_table_privilege('clerk', 'segue.flag', 'UPDATE')"""))
          .isEqualTo(true);
    } finally {
      database.execute("DROP OWNED BY clerk; DROP ROLE clerk");
    }
  }
}
