package dev.segue.driver.flips;

import dev.segue.postgres.TestDatabase;

/** The tables, their rules, and the audit of every row that is written to them. */
final class Shop {

  static final String CUSTOMERS = "customers-full-name";
  static final String ORDERS = "orders-amount-cents";

  static final String RULES =
      """
      segue: 1
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

  private Shop() {}

  /**
   * Makes the tables. Triggers note for each written row which shapes changed; every write of the
   * application gives the migrating column a new value, so that this tells the transaction's route.
   * (Now and then the new value is the one it had: then neither changed.)
   */
  static void create(TestDatabase database) {
    database.execute(
        """
        CREATE TABLE customers (id bigserial PRIMARY KEY, owner int NOT NULL,
          name varchar(60), city text, full_name varchar(60));
        CREATE INDEX ON customers (owner);
        CREATE TABLE orders (id bigserial PRIMARY KEY, owner int NOT NULL,
          customer_id bigint NOT NULL REFERENCES customers,
          amount numeric(12,2), amount_cents bigint);
        CREATE INDEX ON orders (owner);
        CREATE TABLE notes (owner int NOT NULL, text text NOT NULL);
        CREATE TABLE audit (at timestamptz NOT NULL, xid bigint NOT NULL, migration text NOT NULL,
          shapes text NOT NULL);
        CREATE FUNCTION audit_customers() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO audit SELECT clock_timestamp(), txid_current(), 'customers-full-name',
              concat(CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'old' END,
                     CASE WHEN NEW.full_name IS DISTINCT FROM OLD.full_name THEN 'new' END);
            RETURN NULL;
          END $$;
        CREATE FUNCTION audit_orders() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO audit SELECT clock_timestamp(), txid_current(), 'orders-amount-cents',
              concat(CASE WHEN NEW.amount IS DISTINCT FROM OLD.amount THEN 'old' END,
                     CASE WHEN NEW.amount_cents IS DISTINCT FROM OLD.amount_cents THEN 'new' END);
            RETURN NULL;
          END $$;
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON customers
          FOR EACH ROW WHEN (current_setting('segue.filling', true) IS NULL)
          EXECUTE FUNCTION audit_customers();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON orders
          FOR EACH ROW WHEN (current_setting('segue.filling', true) IS NULL)
          EXECUTE FUNCTION audit_orders()
        """);
  }
}
