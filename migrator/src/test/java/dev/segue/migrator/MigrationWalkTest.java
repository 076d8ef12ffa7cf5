package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps one after the other, forth and back, as an operator takes them. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MigrationWalkTest {

  private final TestDatabase database;
  private Shop shop;

  MigrationWalkTest(TestDatabase database) {
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

  private void walkToNew(Migration migration) {
    shop.flag(migration, FlagKind.WRITE_NEW, 100);
    shop.backfill(migration, Direction.UP);
    assertThat(shop.verify(migration, Direction.UP).clean()).isTrue();
    shop.flag(migration, FlagKind.READ_NEW, 25);
    shop.flag(migration, FlagKind.READ_NEW, 100);
    shop.flag(migration, FlagKind.RETIRE_OLD, 100);
  }

  @Test
  void bothMigrationsGoFromExpandToContract() {
    shop.expand();
    for (Migration migration : List.of(shop.orders, shop.customers)) {
      walkToNew(migration);
      assertThat(shop.context.stageOf(migration)).isEqualTo(Stage.retired(migration.id()));
      assertThat(shop.contract(migration)).hasSize(1);
      assertThat(shop.context.stageOf(migration)).isEqualTo(Stage.retired(migration.id()));
    }

    assertThat(
            shop.value("SELECT count(*) FROM orders WHERE amount_cents = round(id / 7.0, 2) * 100"))
        .isEqualTo(3000L);
    assertThat(shop.value("SELECT count(*) FROM customers WHERE full_name = 'name ' || id"))
        .isEqualTo(1500L);
    assertThat(shop.contract(shop.orders)).isEmpty();
  }

  @Test
  void nothingIsTakenOutOfItsOrder() {
    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.WRITE_NEW, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("cannot set flag orders-amount-cents.write-new");
    shop.expand();
    assertThatThrownBy(() -> shop.backfill(shop.orders, Direction.UP))
        .hasMessageContaining("segue flag orders-amount-cents write-new on");
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);
    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.READ_NEW, 1))
        .hasMessageContaining("backfill, then verify");
    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class);
    assertThatThrownBy(() -> shop.contract(shop.orders)).hasMessageContaining("is still in use");
    assertThat(shop.value("SELECT count(*) FROM orders WHERE amount_cents IS NOT NULL"))
        .isEqualTo(0L);
  }

  @Test
  void theOldShapeComesBackFromTheNew() {
    shop.expand();
    walkToNew(shop.orders);
    shop.context.registry().shapeLeft(shop.orders.id(), Shape.OLD);
    database.execute(
        """
        INSERT INTO orders (id, amount_cents) VALUES (9001, 1234);
        UPDATE orders SET amount_cents = 5 WHERE id = 1""");

    shop.flag(shop.orders, FlagKind.RETIRE_OLD, 0);
    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.READ_NEW, 0))
        .as("the old shape must not be read yet")
        .isInstanceOf(MigratorException.class);
    assertThatThrownBy(() -> shop.backfill(shop.orders, Direction.UP))
        .hasMessageContaining("--reverse");
    assertThat(shop.backfill(shop.orders, Direction.DOWN).written()).isEqualTo(2);
    assertThat(shop.verify(shop.orders, Direction.DOWN).clean()).isTrue();
    shop.flag(shop.orders, FlagKind.READ_NEW, 0);
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 0);

    assertThat(shop.context.stageOf(shop.orders).isPlainOld()).isTrue();
    assertThat(shop.value("SELECT amount::text FROM orders WHERE id = 9001")).isEqualTo("12.34");
    database.execute("INSERT INTO orders (id, amount) VALUES (9002, 1)");
    assertThatThrownBy(() -> database.execute("INSERT INTO orders (id) VALUES (9003)"))
        .hasMessageContaining("amount");
  }

  @Test
  void theNewColumnsTakeTheConstraintsOver() {
    shop.expand();
    walkToNew(shop.customers);

    database.execute("INSERT INTO customers (shop, id) VALUES (1, 9001)");

    assertThat(shop.value("SELECT full_name FROM customers WHERE id = 9001")).isEqualTo("nobody");
    assertThatThrownBy(
            () ->
                database.execute(
                    "INSERT INTO customers (shop, id, full_name) VALUES (1, 9002, NULL)"))
        .hasMessageContaining("full_name");
    assertThat(
            shop.value("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'segue_not_null%'"))
        .isEqualTo(0L);
  }

  @Test
  void aConstraintWithoutCounterpartIsNotLost() {
    database.execute(
        """
        ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);
        CREATE UNIQUE INDEX customers_name ON customers (lower(name), id)""");
    shop.expand();
    shop.flag(shop.customers, FlagKind.WRITE_NEW, 100);
    shop.backfill(shop.customers, Direction.UP);
    shop.verify(shop.customers, Direction.UP);
    shop.flag(shop.customers, FlagKind.READ_NEW, 100);

    assertThatThrownBy(() -> shop.flag(shop.customers, FlagKind.RETIRE_OLD, 100))
        .hasMessageContaining("CREATE UNIQUE INDEX CONCURRENTLY ON \"public\".\"customers\"")
        .hasMessageContaining("full_name");
    database.execute("CREATE UNIQUE INDEX ON customers (lower(full_name), id)");
    shop.flag(shop.customers, FlagKind.RETIRE_OLD, 100);

    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);
    shop.backfill(shop.orders, Direction.UP);
    shop.verify(shop.orders, Direction.UP);
    shop.flag(shop.orders, FlagKind.READ_NEW, 100);
    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.RETIRE_OLD, 100))
        .hasMessageContaining("positive");
    shop.flag(shop.orders, FlagKind.RETIRE_OLD, 100, true);
  }

  @Test
  void whatWouldGoOnWithStaleValuesIsNotLeftBehind() {
    database.execute(
        """
        CREATE OR REPLACE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RETURN NULL; END';
        CREATE TRIGGER seen AFTER UPDATE OF amount ON orders EXECUTE FUNCTION seen();
        CREATE POLICY dear ON orders USING (amount > 1);
        ALTER TABLE orders ADD net numeric GENERATED ALWAYS AS (amount / 2) STORED""");
    shop.expand();
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);
    shop.backfill(shop.orders, Direction.UP);
    shop.verify(shop.orders, Direction.UP);
    shop.flag(shop.orders, FlagKind.READ_NEW, 100);

    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("3 things on the old columns of public.orders would be left behind")
        .hasMessageContaining("policy dear on table orders")
        .hasMessageContaining("trigger seen on table orders")
        .hasMessageContaining("net of table orders");
    database.execute(
        """
        DROP TRIGGER seen ON orders; ALTER POLICY dear ON orders USING (amount_cents > 100);
        ALTER TABLE orders ALTER net DROP EXPRESSION""");
    shop.flag(shop.orders, FlagKind.RETIRE_OLD, 100);
    assertThat(shop.contract(shop.orders)).containsExactly("amount");
  }

  @Test
  void switchingWriteNewOffAndOnAsksForAnotherBackfill() {
    shop.expand();
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);
    shop.backfill(shop.orders, Direction.UP);
    shop.verify(shop.orders, Direction.UP);

    shop.flag(shop.orders, FlagKind.WRITE_NEW, 0);
    database.execute("UPDATE orders SET amount = 77 WHERE id = 7");
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);

    assertThatThrownBy(() -> shop.flag(shop.orders, FlagKind.READ_NEW, 1))
        .isInstanceOf(MigratorException.class);
    assertThat(shop.backfill(shop.orders, Direction.UP).written()).isEqualTo(1);
    assertThat(shop.verify(shop.orders, Direction.UP).clean()).isTrue();
  }

  @Test
  void contractLeavesAViewAndItsColumnsAlone() {
    shop.expand();
    database.execute("CREATE VIEW dear AS SELECT id FROM orders WHERE amount > 100");
    walkToNew(shop.orders);

    assertThatThrownBy(() -> shop.contract(shop.orders))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("view dear");
  }
}
