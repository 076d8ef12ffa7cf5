package dev.segue.driver.control;

import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.Lookup.Function;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.util.List;

/**
 * The functions and triggers by which a column goes through a lookup table, as SQL.
 *
 * <p>A value is looked for before it is entered, so that a value that is there costs no lock. Two
 * that enter the same one at once meet in the table's unique index: the later one waits until the
 * earlier has ended, and finds the value then. At REPEATABLE READ it cannot, and the server says
 * {@code 40001}. Rows of the lookup table stay what they are for as long as the triggers are there.
 *
 * <p>The functions run with the rights of their owner, so they name everything with its schema.
 *
 * @param table the migrating table, for SQL
 * @param change the change that goes through it
 * @param keyType the type of the keys, as {@code format_type} prints it
 * @param collation that of the values, for SQL
 */
public record LookupObjects(String table, ColumnChange change, String keyType, String collation) {

  private static final String EQUAL = "OPERATOR(pg_catalog.=)";

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION %s
        LANGUAGE plpgsql %s SECURITY DEFINER
      AS $segue$
      %s
      $segue$""";

  private static final String KEY =
      """
      DECLARE
        found_key %1$s;
      BEGIN
        FOR attempt IN 1..100 LOOP
          SELECT l.%2$s INTO found_key FROM %3$s AS l WHERE l.%4$s %5$s $1 COLLATE %6$s;
          IF FOUND THEN
            RETURN found_key;
          END IF;
          INSERT INTO %3$s AS l (%4$s) VALUES ($1) ON CONFLICT (%4$s) DO NOTHING
            RETURNING l.%2$s INTO found_key;
          IF FOUND THEN
            RETURN found_key;
          END IF;
        END LOOP;
        RAISE EXCEPTION USING MESSAGE = %7$s;
      END""";

  private static final String KNOWN_KEY =
      """
      BEGIN
        RETURN (SELECT l.%2$s FROM %3$s AS l WHERE l.%4$s %5$s $1 COLLATE %6$s);
      END""";

  private static final String VALUE =
      """
      DECLARE
        found_value text;
      BEGIN
        SELECT l.%4$s INTO found_value FROM %3$s AS l WHERE l.%2$s %5$s $1;
        IF NOT FOUND THEN
          RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
            MESSAGE = %7$s, DETAIL = 'The key is not present there.';
        END IF;
        RETURN found_value;
      END""";

  private static final String ENTER =
      """
      BEGIN
        IF TG_OP = 'INSERT' THEN
          PERFORM %1$s(NEW.%2$s);
        ELSIF (NEW.%2$s OPERATOR(pg_catalog.=) OLD.%2$s) IS NOT TRUE THEN
          PERFORM %1$s(NEW.%2$s);
        END IF;
        RETURN NULL;
      END""";

  private static final String KEEP =
      """
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF NEW.%2$s IS NOT DISTINCT FROM OLD.%2$s
             AND NEW.%4$s IS NOT DISTINCT FROM OLD.%4$s THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
          MESSAGE = %7$s, DETAIL = 'Rows of the other table have the value itself too, until contract.',
          HINT = 'Change or delete it after contract.';
      END""";

  /** What installs the functions, and makes those anew that are there. */
  public List<String> functions() {
    TableName name = lookup().table();
    return List.of(
        function(
            Function.KEY,
            "(text) RETURNS " + keyType,
            "VOLATILE STRICT",
            KEY,
            "a value can neither be found in %s nor entered there".formatted(name)),
        function(
            Function.KNOWN_KEY,
            "(text) RETURNS " + keyType,
            "STABLE STRICT PARALLEL SAFE",
            KNOWN_KEY,
            ""),
        function(
            Function.VALUE,
            "(" + keyType + ") RETURNS text",
            "VOLATILE STRICT",
            VALUE,
            "insert or update violates the foreign key of column \"%s\" to %s"
                .formatted(change.newColumns().get(0).name(), name)),
        function(
            Function.ENTER,
            "() RETURNS trigger",
            "VOLATILE",
            ENTER.formatted(lookup().function(Function.KEY), quoted(change.oldColumns())),
            ""),
        function(
            Function.KEEP,
            "() RETURNS trigger",
            "VOLATILE SET search_path = pg_catalog, pg_temp",
            KEEP,
            "a key or value of %s cannot change while migration \"%s\" is in flight"
                .formatted(name, lookup().migration())));
  }

  private String function(
      Function function, String signature, String kind, String body, String message) {
    Lookup lookup = lookup();
    return FUNCTION.formatted(
        lookup.function(function) + signature,
        kind,
        body.formatted(
            keyType,
            Quoted.identifier(lookup.key()),
            lookup.sqlName(),
            Quoted.identifier(lookup.value()),
            EQUAL,
            collation,
            Quoted.literal(message)));
  }

  private static String quoted(List<ShapeColumn> columns) {
    return Quoted.identifier(columns.get(0).name());
  }

  /** What installs the trigger that enters what is written to the old column, whoever writes it. */
  public List<String> entering() {
    return List.of(
        "CREATE OR REPLACE TRIGGER %s AFTER INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(
                Quoted.identifier(lookup().plainName(Function.ENTER)),
                table,
                lookup().function(Function.ENTER)));
  }

  /** What installs the triggers that keep the rows of the lookup table. */
  public List<String> keeping() {
    String keep = lookup().plainName(Function.KEEP);
    return List.of(
        "CREATE OR REPLACE TRIGGER %s BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(
                Quoted.identifier(keep), lookup().sqlName(), lookup().function(Function.KEEP)),
        "CREATE OR REPLACE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()"
            .formatted(
                Quoted.identifier(keep + "_all"),
                lookup().sqlName(),
                lookup().function(Function.KEEP)));
  }

  /** A query of the values that rows have and the lookup table lacks. */
  public String missingValues() {
    String old = quoted(change.oldColumns());
    return """
        SELECT DISTINCT t.%1$s FROM %2$s AS t
        WHERE t.%1$s IS NOT NULL AND NOT EXISTS (
          SELECT FROM %3$s AS l WHERE l.%4$s = t.%1$s)
        ORDER BY 1"""
        .formatted(old, table, lookup().sqlName(), Quoted.identifier(lookup().value()));
  }

  /** What takes a trigger away with its function; the functions that statements call stay. */
  public static String removal(Lookup lookup, Function function) {
    return "DROP FUNCTION IF EXISTS %s() CASCADE".formatted(lookup.function(function));
  }

  private Lookup lookup() {
    return change.lookup().orElseThrow();
  }
}
