package dev.segue.migrator;

import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** Orders whose rows are to be split by region. */
public final class Areas extends OperatorBench {

  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        orders-regions:
          table: orders
          split-rows:
            to: orders_by_region
            list: region
            parts: [{ to: orders_eu, values: "'DE', 'FR'" }, { to: orders_rest }]
          rename: { note: remark }
        items-shares:
          table: items
          split-rows:
            to: items_shared
            hash: id
            parts: [{ to: items_0 }, { to: items_1 }, { to: items_2 }]
        logs-years:
          table: logs
          split-rows:
            to: logs_by_year
            range: [year]
            parts: [{ to: logs_past, below: "2026" }, { to: logs_2026, from: "2026", below: "2027" }]
          columns:
            - new: { year: integer }
              up: { year: "EXTRACT(year FROM at)::integer" }
      """;

  public final Migration orders;
  public final Migration items;
  public final Migration logs;

  public Areas(TestDatabase database) {
    this(database, RULES);
  }

  public Areas(TestDatabase database, String rules) {
    super(
        database,
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS orders, items, logs, customers, orders_by_region, items_shared, logs_by_year CASCADE;
        CREATE TABLE customers (id int PRIMARY KEY);
        CREATE TABLE orders (id bigserial PRIMARY KEY, region text NOT NULL, note text,
          code text UNIQUE, customer int REFERENCES customers ON DELETE CASCADE, CHECK (note <> ''), UNIQUE (region, note));
        CREATE INDEX ON orders (customer); CREATE UNIQUE INDEX ON orders (lower(code));
        CREATE TABLE items (id serial PRIMARY KEY, name text UNIQUE);
        CREATE TABLE logs (id int PRIMARY KEY, at date NOT NULL);
        INSERT INTO customers VALUES (1);
        INSERT INTO orders (region, note, code, customer)
          SELECT (ARRAY['DE','FR','US','JP'])[1 + i % 4], 'n' || i, 'c' || i, 1 FROM generate_series(1, 1000) i;
        INSERT INTO items (name) SELECT 'n' || i FROM generate_series(1, 900) i;
        INSERT INTO logs SELECT i, DATE '2025-01-01' + i FROM generate_series(1, 600) i;""",
        rules);
    orders = context.migration("orders-regions");
    items = context.migration("items-shares");
    logs = context.migration("logs-years");
    ageControlTables();
  }
}
