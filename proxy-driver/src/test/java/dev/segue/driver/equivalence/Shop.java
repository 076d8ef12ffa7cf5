package dev.segue.driver.equivalence;

import java.util.List;
import java.util.Locale;
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
      Sales.RULES
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

  /** Tables that refer to one another: none of them is emptied alone. */
  private static final List<String> SALES =
      List.of("regions", "customers", "orders", "\"Line Items\"");

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
      Stream.of(Measures.COLUMNS, Parcels.COLUMNS, Seats.COLUMNS, Specimens.COLUMNS, Sales.COLUMNS)
          .flatMap(List::stream)
          .toList();

  private static final String OLD_SHAPE =
      Measures.OLD_SHAPE
          + Parcels.OLD_SHAPE
          + Seats.OLD_SHAPE
          + Specimens.OLD_SHAPE
          + Sales.OLD_SHAPE
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
    return resetTables(allTables().toList());
  }

  /** The data of the fixture, in the tables that texts which name them may have written. */
  static String reset(List<String> texts) {
    String words = String.join(" ", texts).toLowerCase(Locale.ROOT);
    boolean sales = SALES.stream().anyMatch(table -> names(words, table));
    List<String> written =
        allTables()
            .filter(table -> names(words, table) || (sales && SALES.contains(table)))
            .toList();
    return resetTables(written.isEmpty() ? allTables().toList() : written);
  }

  private static boolean names(String words, String table) {
    return words.contains(table.replace("depot.", "").replace("\"", "").toLowerCase(Locale.ROOT));
  }

  private static String resetTables(List<String> tables) {
    return "TRUNCATE "
        + String.join(", ", tables)
        + ";\n"
        + tables.stream()
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
