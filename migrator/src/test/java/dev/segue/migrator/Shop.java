package dev.segue.migrator;

import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** A small shop's database and its rules, at the beginning of its migrations. */
public final class Shop extends OperatorBench {

  /** The rules of the shop's two migrations. */
  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
        orders-amount-cents:
          table: public.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS orders, customers CASCADE;
      CREATE TABLE customers (
        shop int, id int, name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nobody',
        email text, PRIMARY KEY (id, shop));
      CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric(12,2) NOT NULL);
      INSERT INTO customers SELECT i % 3, i, 'name ' || i FROM generate_series(1, 1500) i;
      INSERT INTO orders SELECT i, i / 7.0 FROM generate_series(1, 3000) i;
      ANALYZE customers, orders""";

  public final Migration orders;
  public final Migration customers;

  public Shop(TestDatabase database) {
    this(database, RULES);
  }

  public Shop(TestDatabase database, String rules) {
    super(database, TABLES, rules);
    orders = context.migration("orders-amount-cents");
    customers = context.migration("customers-full-name");
  }

  /** Expands both tables. */
  public void expand() {
    ageControlTables();
    expansion().run(customers, this);
    expansion().run(orders, this);
  }
}
