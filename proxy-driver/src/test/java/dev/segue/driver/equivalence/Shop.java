package dev.segue.driver.equivalence;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that the cases are about, in the old shape, in the new one and in both, with the same
 * data; and the rules between them.
 */
final class Shop {

  private Shop() {}

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
      """
          + Measures.RULES
          + Parcels.RULES
          + Seats.RULES
          + Specimens.RULES
          + ShopKinds.RULES;

  static final List<String> MIGRATIONS =
      Stream.concat(
              Stream.of(
                  "customers-full-name",
                  "customers-status",
                  "orders-amount-cents",
                  "orders-details",
                  "products-sku",
                  "products-values",
                  "stock-place",
                  "lines-values",
                  "measures-values",
                  "parcels-values",
                  "seats-guest",
                  "seats-values",
                  "specimens-values"),
              ShopKinds.MIGRATIONS.stream())
          .toList();

  /** The migrating tables, those that are referred to first, each with what orders its rows. */
  static final List<String> TABLES =
      Stream.concat(
              Stream.of(
                  "customers",
                  "orders",
                  "products",
                  "depot.stock",
                  "\"Line Items\"",
                  "measures",
                  "parcels",
                  "seats",
                  "specimens"),
              ShopKinds.TABLES.stream())
          .toList();

  private static final List<String> OTHER_TABLES = List.of("regions", "archive");

  /** A changed column: its name, definition and mapping in either shape. */
  record Column(
      String table,
      String old,
      String oldType,
      String oldConstraints,
      String fresh,
      String freshType,
      String freshConstraints,
      String up,
      String down) {}

  private static final List<Column> COLUMNS =
      concat(
          Stream.of(Measures.COLUMNS, Parcels.COLUMNS, Seats.COLUMNS, Specimens.COLUMNS)
              .flatMap(List::stream)
              .toList(),
          new Column(
              "customers",
              "name",
              "varchar(40)",
              "NOT NULL",
              "full_name",
              "varchar(40)",
              "NOT NULL",
              "name",
              "full_name"),
          new Column(
              "customers",
              "vip",
              "boolean",
              "DEFAULT false",
              "status",
              "text",
              "DEFAULT 'plain'",
              "CASE WHEN vip THEN 'vip' WHEN NOT vip THEN 'plain' END",
              "status = 'vip'"),
          new Column(
              "orders",
              "amount",
              "numeric(12,2)",
              "DEFAULT 9.50 CHECK (amount >= 0)",
              "amount_cents",
              "bigint",
              "DEFAULT 950 CHECK (amount_cents >= 0)",
              "(amount * 100)::bigint",
              "(amount_cents / 100.0)::numeric(12,2)"),
          new Column(
              "orders",
              "quantity",
              "integer",
              "DEFAULT 1",
              "units",
              "bigint",
              "DEFAULT 1",
              "quantity",
              "units"),
          new Column(
              "orders",
              "placed_on",
              "text",
              "",
              "placed",
              "date",
              "",
              "placed_on::date",
              "to_char(placed, 'YYYY-MM-DD')"),
          new Column(
              "products",
              "sku",
              "varchar(8)",
              "UNIQUE",
              "\"Sku No\"",
              "varchar(8)",
              "UNIQUE",
              "sku",
              "\"Sku No\""),
          new Column(
              "products",
              "net",
              "numeric(10,2)",
              "UNIQUE",
              "gross",
              "numeric(10,2)",
              "UNIQUE",
              "net + 5.00",
              "gross - 5.00"),
          new Column(
              "products", "title", "varchar(20)", "", "headline", "text", "", "title", "headline"),
          new Column(
              "products", "tag", "text", "", "label", "text", "", "upper(tag)", "lower(label)"),
          new Column("depot.stock", "\"Loc\"", "text", "", "place", "text", "", "\"Loc\"", "place"),
          new Column(
              "\"Line Items\"",
              "\"Unit Price\"",
              "numeric(8,2)",
              "",
              "unit_cents",
              "integer",
              "",
              "(\"Unit Price\" * 100)::integer",
              "(unit_cents * 0.01)::numeric(8,2)"),
          new Column(
              "\"Line Items\"", "\"Text\"", "text", "", "body", "text", "", "\"Text\"", "body"));

  private static List<Column> concat(List<Column> some, Column... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static final String OLD_SHAPE =
      Measures.OLD_SHAPE
          + Parcels.OLD_SHAPE
          + Seats.OLD_SHAPE
          + Specimens.OLD_SHAPE
          + """
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
      """
          + ShopKinds.OLD_SHAPE;

  /** Tables in the old shape. */
  static String inOldShape() {
    return OLD_SHAPE;
  }

  /** Tables in both shapes, as expand and backfill leave them. */
  static String inBothShapes() {
    return OLD_SHAPE
        + COLUMNS.stream()
            .map(
                column ->
                    "ALTER TABLE %s ADD %s %s;\nUPDATE %s SET %s = %s;\n"
                            .formatted(
                                column.table,
                                column.fresh,
                                column.freshType,
                                column.table,
                                column.fresh,
                                column.up)
                        + unique(column))
            .collect(Collectors.joining())
        + Seats.NEW_INDEXES
        + ShopKinds.ADD_NEW
        + ShopKinds.BACKFILL;
  }

  /** Computes the new columns anew. */
  static String backfill() {
    return COLUMNS.stream()
            .map(
                column ->
                    "UPDATE %s SET %s = %s;\n".formatted(column.table, column.fresh, column.up))
            .collect(Collectors.joining())
        + ShopKinds.BACKFILL;
  }

  private static String unique(Column column) {
    String constraints = column.freshConstraints;
    String check =
        constraints.contains("CHECK")
            ? "ALTER TABLE %s ADD %s;\n"
                .formatted(column.table, constraints.substring(constraints.indexOf("CHECK")))
            : "";
    return check
        + (constraints.contains("UNIQUE")
            ? "ALTER TABLE %s ADD UNIQUE (%s);\n".formatted(column.table, column.fresh)
            : "");
  }

  /** What the new columns demand where they are the only ones. */
  static String demandsOnNew() {
    return COLUMNS.stream()
            .map(column -> demands(column.table, column.fresh, column.freshConstraints))
            .collect(Collectors.joining())
        + ShopKinds.DEMANDS_ON_NEW
        + ShopKinds.DEFAULTS_OF_NEW;
  }

  /** Gives the new columns their defaults, for an application that speaks the new shape. */
  static String defaultsOfNew() {
    return COLUMNS.stream()
            .filter(column -> column.freshConstraints.startsWith("DEFAULT"))
            .map(
                column ->
                    "ALTER TABLE %s ALTER %s SET DEFAULT %s;\n"
                        .formatted(
                            column.table, column.fresh, column.freshConstraints.split(" ")[1]))
            .collect(Collectors.joining())
        + ShopKinds.DEFAULTS_OF_NEW;
  }

  private static String demands(String table, String name, String constraints) {
    StringBuilder sql = new StringBuilder();
    if (constraints.startsWith("DEFAULT")) {
      sql.append(
          "ALTER TABLE %s ALTER %s SET DEFAULT %s;\n"
              .formatted(table, name, constraints.split(" ")[1]));
    }
    if (constraints.contains("NOT NULL")) {
      sql.append("ALTER TABLE %s ALTER %s SET NOT NULL;\n".formatted(table, name));
    }
    return sql.toString();
  }

  /** Lets the old columns go unwritten. */
  static String nothingDemandedOfOld() {
    return COLUMNS.stream()
            .filter(column -> column.oldConstraints.contains("NOT NULL"))
            .map(
                column ->
                    "ALTER TABLE %s ALTER %s DROP NOT NULL;\n".formatted(column.table, column.old))
            .collect(Collectors.joining())
        + ShopKinds.NOTHING_DEMANDED_OF_OLD;
  }

  /** Remembers the old columns as expand does. */
  static String rememberOld() {
    return TABLES.stream()
        .map(
            table ->
                """
                INSERT INTO segue.old_column (table_schema, table_name, column_name, migration,
                  position, type_formatted, type_base, type_modifier, default_expression, not_null)
                SELECT n.nspname, c.relname, a.attname, 'any', a.attnum,
                  format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.atttypmod,
                  pg_get_expr(d.adbin, d.adrelid), a.attnotnull
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = '%s'::regclass AND a.attname IN (%s);
                """
                    .formatted(table, oldNames(table)))
        .collect(Collectors.joining());
  }

  private static String oldNames(String table) {
    if (ShopKinds.TABLES.contains(table)) {
      return ShopKinds.OLD_NAMES;
    }
    return COLUMNS.stream()
        .filter(column -> column.table.equals(table))
        .map(column -> "'" + column.old.replace("\"", "") + "'")
        .collect(Collectors.joining(", "));
  }

  static String dropOld() {
    return COLUMNS.stream()
            .map(column -> "ALTER TABLE %s DROP %s;\n".formatted(column.table, column.old))
            .collect(Collectors.joining())
        + ShopKinds.DROP_OLD;
  }

  /** Tables in the new shape only. */
  static String inNewShape() {
    return inBothShapes() + nothingDemandedOfOld() + demandsOnNew() + dropOld();
  }

  /** Makes one shape's columns what nobody has kept up, so that reading them shows. */
  static String stale(boolean oldOnes) {
    return COLUMNS.stream()
            .map(
                column ->
                    "UPDATE %s SET %s = %s;\n"
                        .formatted(
                            column.table,
                            oldOnes ? column.old : column.fresh,
                            garbage(column.table, oldOnes ? column.oldType : column.freshType)))
            .collect(Collectors.joining())
        + (oldOnes ? ShopKinds.STALE_OLD : ShopKinds.STALE_NEW);
  }

  private static String garbage(String table, String type) {
    String key = table.startsWith("\"") ? "\"Id\"" : table.startsWith("depot") ? "count" : "id";
    if (type.matches("varchar.*[^\\]]|text")) {
      return "CASE WHEN %1$s > 1 THEN 'stale' || %1$s END".formatted(key);
    } else if (type.equals("boolean")) {
      return "%s %% 2 = 0".formatted(key);
    } else if (type.equals("uuid")) {
      return "CASE WHEN %s > 1 THEN gen_random_uuid() END".formatted(key);
    } else if (type.equals("date")) {
      return "CASE WHEN %s > 1 THEN DATE '1999-09-09' END".formatted(key);
    }
    return type.matches("(small|big)?int(eger)?|numeric.*")
        ? "CASE WHEN %1$s > 1 THEN 7000 + %1$s END".formatted(key)
        : "NULL";
  }

  /** Takes the data as they are for those that every case begins with. */
  static String keepFixture() {
    return "DROP SCHEMA IF EXISTS fixture CASCADE; CREATE SCHEMA fixture;\n"
        + allTables()
            .map(table -> "CREATE TABLE %s AS SELECT * FROM %s;\n".formatted(kept(table), table))
            .collect(Collectors.joining());
  }

  /** The data of the fixture. */
  static String reset() {
    return "TRUNCATE "
        + allTables().collect(Collectors.joining(", "))
        + ";\n"
        + allTables()
            .map(
                table ->
                    "INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT * FROM %s;\n"
                        .formatted(table, kept(table)))
            .collect(Collectors.joining())
        + "SELECT setval('customers_id_seq', 5), setval('orders_id_seq', 6), setval('counter', 1),"
        + " setval('seats_ticket_seq', 4)"
        + ShopKinds.RESET_SEQUENCES;
  }

  private static Stream<String> allTables() {
    return Stream.concat(OTHER_TABLES.stream(), TABLES.stream());
  }

  private static String kept(String table) {
    return "fixture." + table.replace("depot.", "");
  }

  /** One query that shows every column pair in which the shapes contradict each other. */
  static String contradictions() {
    return COLUMNS.stream()
            .map(
                column ->
                    """
                SELECT '%1$s.%2$s', %2$s::text, %3$s::text FROM %1$s
                WHERE %3$s IS DISTINCT FROM (%4$s) OR %2$s IS DISTINCT FROM (%5$s)"""
                        .formatted(column.table, column.old, column.fresh, column.up, column.down))
            .collect(Collectors.joining("\nUNION ALL\n", "", "\nUNION ALL\n"))
        + ShopKinds.CONTRADICTIONS;
  }

  /** Says in the words of one shape what was said in those of the other. */
  static UnaryOperator<String> exchangingWords() {
    Map<String, String> words =
        COLUMNS.stream()
            .flatMap(
                column ->
                    Stream.of(
                        Map.entry(column.old, column.fresh), Map.entry(column.fresh, column.old)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Pattern any =
        Pattern.compile(
            words.keySet().stream()
                .map(word -> word.startsWith("\"") ? Pattern.quote(word) : "\\b" + word + "\\b")
                .collect(Collectors.joining("|")));
    return text ->
        any.matcher(text)
            .replaceAll(
                match -> java.util.regex.Matcher.quoteReplacement(words.get(match.group())));
  }
}
