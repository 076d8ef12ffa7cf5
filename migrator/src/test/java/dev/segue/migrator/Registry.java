package dev.segue.migrator;

import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** A register of people and what they bought, with a migration of every kind that is no rename. */
public final class Registry extends OperatorBench {

  /** One migration of each kind; two of a table at once, twice. */
  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        people-names:
          table: public.people
          columns:
            - old: { name: text }
              new: { first_name: text, last_name: text }
              up:
                first_name: "split_part(name, ' ', 1)"
                last_name: "nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')"
              down: { name: "first_name || coalesce(' ' || last_name, '')" }
        people-address:
          table: public.people
          columns:
            - old: { street: text, house: text }
              new: { address: text }
              up: { address: "street || coalesce(', ' || house, '')" }
              down:
                street: "split_part(address, ', ', 1)"
                house: "nullif(split_part(address, ', ', 2), '')"
        items-total:
          table: public.items
          columns:
            - new: { total: "numeric(12,2)" }
              up: { total: "price * quantity" }
        items-legacy:
          table: public.items
          columns:
            - old: { legacy: text }
              down: { legacy: "'x'" }
        invoices-euro:
          table: public.invoices
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_eur: "numeric(16,6)" }
              up: { amount_eur: "amount * rate" }
              down: { amount: "amount_eur / rate" }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS people, items, invoices CASCADE;
      CREATE TABLE people (
        id int PRIMARY KEY, name text NOT NULL DEFAULT 'Nobody Known', street text, house text);
      CREATE TABLE items (
        id int PRIMARY KEY, price numeric(10,2), quantity int NOT NULL DEFAULT 1,
        legacy text NOT NULL);
      CREATE TABLE invoices (
        id int PRIMARY KEY, amount numeric(12,2) NOT NULL, rate numeric(6,2) NOT NULL);
      INSERT INTO people
      SELECT i, 'first' || i || CASE WHEN i % 3 > 0 THEN ' last ' || i ELSE '' END,
             CASE WHEN i % 5 > 0 THEN 'street ' || i END,
             CASE WHEN i % 10 > 5 THEN i::text END
      FROM generate_series(1, 1200) i;
      INSERT INTO items SELECT i, CASE WHEN i % 7 > 0 THEN i / 4.0 END, i % 9, 'old ' || i
      FROM generate_series(1, 1200) i;
      INSERT INTO invoices SELECT i, i * 1.5, 1 + i % 4 FROM generate_series(1, 1200) i;
      ANALYZE people, items, invoices""";

  public final Migration names;
  public final Migration address;
  public final Migration total;
  public final Migration legacy;
  public final Migration euro;

  public Registry(TestDatabase database) {
    this(database, RULES);
  }

  /** With these migrations in another form. */
  Registry(TestDatabase database, String rules) {
    super(database, TABLES, rules);
    names = context.migration("people-names");
    address = context.migration("people-address");
    total = context.migration("items-total");
    legacy = context.migration("items-legacy");
    euro = context.migration("invoices-euro");
  }

  /** Expands all tables. */
  public void expand() {
    ageControlTables();
    context.rules().migrations().forEach(migration -> expansion().run(migration, this));
  }
}
