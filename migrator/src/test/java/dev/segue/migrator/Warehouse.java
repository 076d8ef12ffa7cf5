package dev.segue.migrator;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** A warehouse's database, whose tables are copied: into partitions, and to a larger key. */
public final class Warehouse extends OperatorBench {

  /** One copy by commands of its own, one like the old table. */
  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        orders-by-month:
          table: public.orders
          copy:
            to: public.orders_by_month
            create: |
              CREATE TABLE public.orders_by_month (LIKE public.orders INCLUDING DEFAULTS, PRIMARY KEY (id, placed))
                PARTITION BY RANGE (placed);
              CREATE TABLE public.orders_2026_1 PARTITION OF public.orders_by_month
                FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
              CREATE TABLE public.orders_2026_2 PARTITION OF public.orders_by_month DEFAULT;
        customers-bigint:
          table: public.customers
          copy: { to: public.customers_wide }
          rename: { mail: email }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS orders, orders_by_month, customers, customers_wide, countries, visits CASCADE;
      CREATE TABLE countries (code text PRIMARY KEY);
      CREATE TABLE customers (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nobody',
        mail text NOT NULL UNIQUE,
        country text REFERENCES countries ON DELETE CASCADE,
        CHECK (id > 0), CHECK (name <> ''));
      CREATE INDEX ON customers (lower(name));
      CREATE TABLE orders (
        id bigserial PRIMARY KEY, placed date NOT NULL, amount numeric(12,2) NOT NULL, note text);
      INSERT INTO countries VALUES ('se'), ('it');
      INSERT INTO customers (name, mail, country)
      SELECT 'name ' || i, i || '@example.org', CASE WHEN i % 3 > 0 THEN 'se' END
      FROM generate_series(1, 700) i;
      INSERT INTO orders (placed, amount, note)
      SELECT date '2026-01-01' + i % 59, i / 7.0, CASE WHEN i % 4 > 0 THEN 'note ' || i END
      FROM generate_series(1, 2000) i;
      ANALYZE customers, orders""";

  /** What the driver makes of a DELETE of one order. */
  public static final String DELETE_BOTH =
      """
      WITH segue_w AS (DELETE FROM orders WHERE id = ? RETURNING id, placed),
      segue_f AS (
        DELETE FROM orders_by_month n USING segue_w
        WHERE n.id = segue_w.id AND n.placed = segue_w.placed)
      UPDATE segue.counted SET zero = 0 FROM segue_w""";

  /** What the driver makes of an UPDATE of one order's amount. */
  public static final String UPDATE_BOTH =
      """
      WITH segue_w AS (UPDATE orders SET amount = ? WHERE id = ? RETURNING *)
      INSERT INTO orders_by_month SELECT * FROM segue_w
      ON CONFLICT (id, placed) DO UPDATE SET amount = EXCLUDED.amount, note = EXCLUDED.note""";

  /** What the driver makes of an INSERT of one order, with its id and amount. */
  public static final String INSERT_BOTH =
      """
      WITH segue_w AS (
        INSERT INTO orders (id, placed, amount) VALUES (?, date '2026-01-01' + ?::int % 59, ?)
        ON CONFLICT DO NOTHING RETURNING *)
      INSERT INTO orders_by_month SELECT * FROM segue_w
      ON CONFLICT (id, placed) DO UPDATE SET amount = EXCLUDED.amount, note = EXCLUDED.note""";

  public final Migration orders;
  public final Migration customers;

  public Warehouse(TestDatabase database) {
    this(database, RULES);
  }

  public Warehouse(TestDatabase database, String rules) {
    super(database, TABLES, rules);
    orders = context.migration("orders-by-month");
    customers = context.migration("customers-bigint");
  }

  /** Makes both copies, and has both tables of each written. */
  public void writeBoth() {
    ageControlTables();
    for (Migration migration : context.rules().migrations()) {
      expansion().run(migration, this);
      flag(migration, FlagKind.WRITE_NEW, 100);
    }
  }

  /** Takes a migration to where the new table is read. */
  public void walkToReadNew(Migration migration) {
    backfill(migration, Direction.UP);
    if (!verify(migration, Direction.UP).clean()) {
      throw new IllegalStateException("the copy of " + migration.id() + " is not clean");
    }
    flag(migration, FlagKind.READ_NEW, 100);
  }

  /** Takes a migration to where the new table alone is written. */
  public void walkToNew(Migration migration) {
    walkToReadNew(migration);
    flag(migration, FlagKind.RETIRE_OLD, 100);
  }
}
