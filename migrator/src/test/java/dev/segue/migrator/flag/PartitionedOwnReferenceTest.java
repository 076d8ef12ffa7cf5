package dev.segue.migrator.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Foreign keys of a table whose copy has partitions, which before PostgreSQL 18 takes none that is
 * unproven.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class PartitionedOwnReferenceTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        orders-split:
          table: public.orders
          split-rows:
            to: public.all_orders
            list: region
            parts:
              - { to: public.orders_eu, values: "'DE', 'FR'" }
              - { to: public.orders_rest }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE customers (id int PRIMARY KEY);
      INSERT INTO customers SELECT i FROM generate_series(1, 20) i;
      CREATE TABLE orders (
        id int, region text, PRIMARY KEY (id, region),
        customer int NOT NULL CONSTRAINT "Order of" REFERENCES customers DEFERRABLE);
      INSERT INTO orders
        SELECT i, (ARRAY['DE', 'US'])[i % 2 + 1], i % 20 + 1 FROM generate_series(1, 100) i""";

  private static final String REFERENCES =
      """
      SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), convalidated
      FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 1, 2""";

  private static final List<Object> OF_OLD =
      List.of(
          "orders", "Order of", "FOREIGN KEY (customer) REFERENCES customers(id) DEFERRABLE", true);
  private static final List<Object> OF_NEW =
      List.of(
          "all_orders",
          "Order of",
          "FOREIGN KEY (customer) REFERENCES customers(id) DEFERRABLE",
          true);

  private final TestDatabase database;
  private OperatorBench bench;
  private Migration orders;

  PartitionedOwnReferenceTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void readNew() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    bench.ageControlTables();
    orders = bench.context.rules().migrations().get(0);
    bench.expansion().run(orders, bench);
    bench.flag(orders, FlagKind.WRITE_NEW, 100);
    bench.backfill(orders, Direction.UP);
    assertThat(bench.verify(orders, Direction.UP).clean()).isTrue();
    bench.flag(orders, FlagKind.READ_NEW, 100);
    assertThat(database.rows(REFERENCES)).containsExactly(OF_OLD);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theyMoveToItAndBack() {
    bench.flag(orders, FlagKind.RETIRE_OLD, 100);
    assertThat(database.rows(REFERENCES)).containsExactly(OF_NEW);

    bench.flag(orders, FlagKind.RETIRE_OLD, 0);
    bench.flag(orders, FlagKind.READ_NEW, 0);
    bench.flag(orders, FlagKind.WRITE_NEW, 0);
    assertThat(database.rows(REFERENCES)).containsExactly(OF_OLD);
  }

  @Test
  void rowsThatReferToNothingStopItAndLeaveNothingBehind() {
    bench.execute("UPDATE all_orders SET customer = 99 WHERE id = 5");

    assertThatThrownBy(() -> bench.flag(orders, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("refer to rows that public.customers does not have")
        .hasMessageContaining("segue verify orders-split");

    assertThat(database.rows(REFERENCES)).containsExactly(OF_OLD);
    assertThat(bench.context.flagsOf(orders).retireOld()).isFalse();
  }
}
