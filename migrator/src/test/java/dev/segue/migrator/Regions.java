package dev.segue.migrator;

import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** Orders of two regions in a table each, which are to become one. */
public final class Regions extends OperatorBench {

  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        orders-all-regions:
          unite:
            to: public.orders
            column: { region: text }
            tables:
              - { table: public.orders_eu, value: EU }
              - { table: public.orders_us, value: US }
      """;

  public final Migration migration;

  public Regions(TestDatabase database) {
    this(database, RULES);
  }

  public Regions(TestDatabase database, String rules) {
    super(
        database,
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS orders, orders_eu, orders_us, invoices CASCADE;
        CREATE TABLE orders_eu (id bigserial PRIMARY KEY, customer text NOT NULL, note text DEFAULT 'n',
          amount numeric(12,2) NOT NULL CHECK (amount >= 0), vat numeric GENERATED ALWAYS AS (amount / 5) STORED);
        CREATE TABLE orders_us (id bigserial PRIMARY KEY, customer text, note text DEFAULT 'n',
          amount numeric(12,2) NOT NULL, vat numeric GENERATED ALWAYS AS (amount / 5) STORED);
        CREATE TABLE invoices (id int PRIMARY KEY, order_id bigint REFERENCES orders_eu);
        INSERT INTO orders_eu (customer, amount) SELECT 'e' || i, i FROM generate_series(1, 1000) i;
        INSERT INTO orders_us (customer, amount) SELECT 'u' || i, i FROM generate_series(1, 1000) i;
        INSERT INTO invoices VALUES (1, 7);""",
        rules);
    migration = context.migration("orders-all-regions");
    ageControlTables();
  }
}
