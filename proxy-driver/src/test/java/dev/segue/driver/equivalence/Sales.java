package dev.segue.driver.equivalence;

import java.util.List;

/** The first tables of the {@link Shop}: customers, orders, products, stock and line items. */
final class Sales {

  private Sales() {}

  static final String RULES =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
        customers-status:
          table: public.customers
          columns:
            - old: { vip: boolean }
              new: { status: text }
              up: { status: "CASE WHEN vip THEN 'vip' WHEN NOT vip THEN 'plain' END" }
              down: { vip: "status = 'vip'" }
        orders-amount-cents:
          table: public.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
        orders-details:
          table: public.orders
          columns:
            - old: { quantity: integer }
              new: { units: bigint }
              up: { units: quantity }
              down: { quantity: units }
              one-to-one: true
            - old: { placed_on: text }
              new: { placed: date }
              up: { placed: "placed_on::date" }
              down: { placed_on: "to_char(placed, 'YYYY-MM-DD')" }
        products-sku:
          table: products
          rename: { sku: '"Sku No"' }
        products-values:
          table: products
          columns:
            - old: { net: "numeric(10,2)" }
              new: { gross: "numeric(10,2)" }
              up: { gross: "net + 5.00" }
              down: { net: "gross - 5.00" }
              one-to-one: true
            - old: { title: "varchar(20)" }
              new: { headline: text }
              up: { headline: title }
              down: { title: headline }
            - old: { tag: text }
              new: { label: text }
              up: { label: "upper(tag)" }
              down: { tag: "lower(label)" }
        stock-place:
          table: depot.stock
          rename: { '"Loc"': place }
        lines-values:
          table: '"Line Items"'
          columns:
            - old: { '"Unit Price"': "numeric(8,2)" }
              new: { unit_cents: integer }
              up: { unit_cents: '("Unit Price" * 100)::integer' }
              down: { '"Unit Price"': "unit_cents * 0.01" }
              monotonic: true
            - old: { '"Text"': text }
              new: { body: text }
              up: { body: '"Text"' }
              down: { '"Text"': body }
      """;

  static final List<Shop.Column> COLUMNS =
      List.of(
          new Shop.Column(
              "customers",
              "name",
              "varchar(40)",
              "NOT NULL",
              "full_name",
              "varchar(40)",
              "NOT NULL",
              "name",
              "full_name"),
          new Shop.Column(
              "customers",
              "vip",
              "boolean",
              "DEFAULT false",
              "status",
              "text",
              "DEFAULT 'plain'",
              "CASE WHEN vip THEN 'vip' WHEN NOT vip THEN 'plain' END",
              "status = 'vip'"),
          new Shop.Column(
              "orders",
              "amount",
              "numeric(12,2)",
              "DEFAULT 9.50 CHECK (amount >= 0)",
              "amount_cents",
              "bigint",
              "DEFAULT 950 CHECK (amount_cents >= 0)",
              "(amount * 100)::bigint",
              "(amount_cents / 100.0)::numeric(12,2)"),
          new Shop.Column(
              "orders",
              "quantity",
              "integer",
              "DEFAULT 1",
              "units",
              "bigint",
              "DEFAULT 1",
              "quantity",
              "units"),
          new Shop.Column(
              "orders",
              "placed_on",
              "text",
              "",
              "placed",
              "date",
              "",
              "placed_on::date",
              "to_char(placed, 'YYYY-MM-DD')"),
          new Shop.Column(
              "products",
              "sku",
              "varchar(8)",
              "UNIQUE",
              "\"Sku No\"",
              "varchar(8)",
              "UNIQUE",
              "sku",
              "\"Sku No\""),
          new Shop.Column(
              "products",
              "net",
              "numeric(10,2)",
              "UNIQUE",
              "gross",
              "numeric(10,2)",
              "UNIQUE",
              "net + 5.00",
              "gross - 5.00"),
          new Shop.Column(
              "products", "title", "varchar(20)", "", "headline", "text", "", "title", "headline"),
          new Shop.Column(
              "products", "tag", "text", "", "label", "text", "", "upper(tag)", "lower(label)"),
          new Shop.Column(
              "depot.stock", "\"Loc\"", "text", "", "place", "text", "", "\"Loc\"", "place"),
          new Shop.Column(
              "\"Line Items\"",
              "\"Unit Price\"",
              "numeric(8,2)",
              "",
              "unit_cents",
              "integer",
              "",
              "(\"Unit Price\" * 100)::integer",
              "(unit_cents * 0.01)::numeric(8,2)"),
          new Shop.Column(
              "\"Line Items\"", "\"Text\"", "text", "", "body", "text", "", "\"Text\"", "body"));

  static final String OLD_SHAPE =
      """
      CREATE TABLE regions (id int PRIMARY KEY, name text, full_name text, amount_cents bigint);
      CREATE TABLE archive (name text, amount numeric, amount_cents bigint, quantity bigint);
      CREATE TABLE customers (id bigserial PRIMARY KEY, name varchar(40) NOT NULL,
        city text DEFAULT 'Bonn', vip boolean DEFAULT false, region_id int REFERENCES regions);
      CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint REFERENCES customers,
        amount numeric(12,2) DEFAULT 9.50 CHECK (amount >= 0), note text,
        quantity integer DEFAULT 1, placed_on text, day date);
      CREATE TABLE products (id int PRIMARY KEY, sku varchar(8) UNIQUE,
        net numeric(10,2) UNIQUE, title varchar(20), tag text,
        stock int DEFAULT 0, tags text[], data jsonb);
      CREATE SCHEMA depot;
      CREATE TABLE depot.stock (item text PRIMARY KEY, "Loc" text, count int);
      CREATE TABLE "Line Items" ("Id" int PRIMARY KEY, order_id bigint REFERENCES orders,
        "Unit Price" numeric(8,2), "Text" text);
      CREATE SEQUENCE counter;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN NEW.count := length(NEW.item); RETURN NEW; END$$;
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON depot.stock
        FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE FUNCTION loud(value int) RETURNS int LANGUAGE plpgsql AS
        $$BEGIN RAISE NOTICE 'loud'; RETURN value; END$$;
      INSERT INTO regions VALUES (1, 'Rhein', 'Rheinland', 5), (2, 'Elbe', 'Elbland', 6);
      INSERT INTO customers (name, city, vip, region_id) VALUES ('Ada', 'Ulm', true, 1),
        ('Bob', 'Bonn', false, 2), ('Cy', NULL, NULL, 1), ('Dee', 'Bonn', true, NULL),
        ('O''Neil', 'Ulm', false, 2);
      INSERT INTO orders (customer_id, amount, note, quantity, placed_on, day) VALUES
        (1, 10.00, 'first', 1, '2026-01-05', '2026-01-05'), (1, 20.50, NULL, 2, '2026-02-01', NULL),
        (2, 0.99, 'name', 3, NULL, '2026-02-02'), (3, NULL, 'null', NULL, '2026-03-03', NULL),
        (4, 100.00, 'amount', 10, '2026-04-04', '2026-04-05'), (NULL, 9.50, '', 1, NULL, NULL);
      INSERT INTO products VALUES (1, 'A-1', 1.50, 'Axe', 'tool', 3, '{sharp,old}', '{"k": 1}'),
        (2, 'B-2', 20.00, 'Bolt', 'part', 100, '{}', '{"k": 2, "name": "x"}'),
        (3, NULL, 7.25, NULL, NULL, 0, NULL, NULL);
      INSERT INTO depot.stock VALUES ('Axe', 'north', 3), ('Bolt', 'south', 8), ('Cog', NULL, 1);
      INSERT INTO "Line Items" VALUES (1, 1, 2.50, 'one'), (2, 1, 7.50, 'two'), (3, 2, NULL, NULL);
      """;
}
