package dev.segue.migrator.trigger;

import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.TestDatabase;

/** Orders, which are copied by triggers into a partitioned table of a wider key. */
final class OrdersBench extends OperatorBench {

  static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        orders-by-month:
          table: public.orders
          write-mode: trigger
          copy:
            to: archive.orders
            create: |
              CREATE SCHEMA archive;
              CREATE TABLE archive.orders (
                id bigint NOT NULL DEFAULT nextval('public.orders_id_seq'), placed date NOT NULL DEFAULT '2026-01-15',
                customer int REFERENCES public.customers ON DELETE CASCADE ON UPDATE CASCADE,
                text text, cents bigint,
                PRIMARY KEY (id, placed)) PARTITION BY RANGE (placed);
              CREATE TABLE archive.orders_1 PARTITION OF archive.orders
                FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
              CREATE TABLE archive.orders_2 PARTITION OF archive.orders
                FOR VALUES FROM ('2026-02-01') TO ('2027-01-01');
          rename: { note: text }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { amount: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(amount * 100)::bigint" }
              down: { amount: "cents / 100.0" }
              monotonic: true
      """;

  static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA IF EXISTS archive CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE customers (id int PRIMARY KEY);
      INSERT INTO customers SELECT generate_series(1, 20);
      CREATE TABLE orders (
        id serial PRIMARY KEY, placed date NOT NULL DEFAULT '2026-01-15',
        customer int REFERENCES customers ON DELETE CASCADE ON UPDATE CASCADE,
        note text, amount numeric(12,2));
      INSERT INTO orders (placed, customer, note, amount)
      SELECT date '2026-01-01' + i % 300, i % 20 + 1, 'n' || i, i * 1.25
      FROM generate_series(1, 300) i;
      ANALYZE orders""";

  static final String DIFFERENCES =
      """
      SELECT count(*) FROM orders o FULL JOIN archive.orders n ON n.id = o.id
      WHERE (o.id, o.placed, o.customer, o.note, (o.amount * 100)::bigint)
        IS DISTINCT FROM (n.id, n.placed, n.customer, n.text, n.cents)""";

  OrdersBench(TestDatabase database) {
    super(database, TABLES, RULES);
  }
}
