package dev.segue.driver.equivalence;

import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@link Shop}'s tables apart: of each every second column that no index, constraint or
 * generated column has together with another one goes into a table of its own.
 */
final class Parts {

  private static final String SCHEMA = "parts";

  private static final String APART =
      """
      SELECT t.name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM unnest(ARRAY[%s]) AS t(name)
      CROSS JOIN LATERAL (
        SELECT a.attname, a.attnum, row_number() OVER (ORDER BY a.attnum) AS place
        FROM pg_attribute a
        WHERE a.attrelid = to_regclass(t.name) AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = ''
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid
            AND a.attnum = ANY (i.indkey) AND (i.indisprimary OR i.indnatts > 1))
          AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_depend d ON d.objid = i.indexrelid
            WHERE i.indrelid = a.attrelid AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
              AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL))
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
            AND a.attnum = ANY (k.conkey) AND cardinality(k.conkey) > 1)
          AND NOT EXISTS (SELECT FROM pg_attrdef f JOIN pg_depend d ON d.objid = f.oid
            JOIN pg_attribute g ON g.attrelid = f.adrelid AND g.attnum = f.adnum
            WHERE f.adrelid = a.attrelid AND g.attgenerated <> ''
              AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum)) AS a
      WHERE a.place %% 2 = 0 OR a.place = 1
      GROUP BY t.name ORDER BY t.name""";

  private final Map<String, List<String>> apart = new TreeMap<>();
  private final Map<String, List<String>> together = new TreeMap<>();

  /** Asks a database that has the tables. */
  Parts(TestDatabase database) throws SQLException {
    String tables =
        Shop.TABLES.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
    for (List<String> row : rows(database, APART.formatted(tables))) {
      List<String> columns = List.of(row.get(1).split(", "));
      apart.put(row.get(0), columns);
      together.put(
          row.get(0),
          rows(
                  database,
                  """
                  SELECT quote_ident(attname) FROM pg_attribute
                  WHERE attrelid = to_regclass('%s') AND attnum > 0 AND NOT attisdropped
                  ORDER BY attnum"""
                      .formatted(row.get(0)))
              .stream()
              .map(column -> column.get(0))
              .filter(column -> !columns.contains(column))
              .toList());
    }
  }

  private static List<List<String>> rows(TestDatabase database, String query) throws SQLException {
    return database.rows(query).stream()
        .map(row -> row.stream().map(Object::toString).toList())
        .toList();
  }

  /** The tables that have parts. */
  List<String> tables() {
    return Shop.TABLES.stream().filter(apart::containsKey).toList();
  }

  private static String part(String table, String which) {
    String name = table.replace("depot.", "");
    return SCHEMA
        + "."
        + (name.endsWith("\"")
            ? name.substring(0, name.length() - 1) + "_" + which + "\""
            : name + "_" + which);
  }

  /**
   * The migration of a table.
   *
   * @param inParts the shape that has the parts
   */
  String rule(String id, String table, Shape inParts) {
    if (inParts == Shape.OLD) {
      return "  %s: { table: '%s', join: { with: ['%s'], to: '%s' } }\n"
          .formatted(id, part(table, "core"), part(table, "rest"), table);
    }
    return """
      %s:
        table: '%s'
        decompose:
          - to: '%s'
          - { to: '%s', columns: [%s] }
    """
        .formatted(
            id,
            table,
            part(table, "core"),
            part(table, "rest"),
            apart.get(table).stream()
                .map(column -> "'" + column + "'")
                .collect(Collectors.joining(", ")));
  }

  /** Makes the parts. */
  String create() {
    return "CREATE SCHEMA "
        + SCHEMA
        + ";\n"
        + tables().stream()
            .flatMap(table -> Stream.of(create(table, "core"), create(table, "rest")))
            .collect(Collectors.joining())
        + """
        DO $$
        DECLARE found record; own text; referred text;
        BEGIN
          FOR found IN
            SELECT k.conname, c.relname, pg_get_constraintdef(k.oid) AS definition, f.relname AS referred,
              (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) AS col
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_class f ON f.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conparentid = 0
              AND to_regclass(format('parts.%I', c.relname || '_core')) IS NOT NULL
          LOOP
            own := found.relname || CASE WHEN EXISTS (
              SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(format('parts.%I', found.relname || '_core'))
                AND a.attname = found.col AND NOT a.attisdropped) THEN '_core' ELSE '_rest' END;
            EXECUTE format('ALTER TABLE parts.%I ADD CONSTRAINT %I %s', own, found.conname,
              CASE WHEN to_regclass(format('parts.%I', found.referred || '_core')) IS NULL THEN found.definition
                ELSE replace(found.definition, format('REFERENCES %I', found.referred),
                             format('REFERENCES parts.%I', found.referred || '_core')) END);
          END LOOP;
          FOR found IN
            SELECT n.nspname, c.relname, a.attname, own.attrelid::regclass AS part
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute own ON own.attname = a.attname AND NOT own.attisdropped
              AND (own.attrelid = to_regclass(format('parts.%I', c.relname || '_core'))
                OR own.attrelid = to_regclass(format('parts.%I', c.relname || '_rest'))
                  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = own.attrelid AND i.indisprimary
                    AND own.attnum = ANY (i.indkey)))
            WHERE a.attidentity <> ''
          LOOP
            EXECUTE format('ALTER TABLE %s ALTER %I SET DEFAULT nextval(%L)', found.part,
              found.attname, pg_get_serial_sequence(format('%I.%I', found.nspname, found.relname), found.attname));
          END LOOP;
        END $$;
        """;
  }

  private String create(String table, String which) {
    List<String> dropped = which.equals("core") ? apart.get(table) : together.get(table);
    String part = part(table, which);
    return "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY);\n".formatted(part, table)
        + dropped.stream()
            .map(
                column ->
                    """
                    DO $$ BEGIN
                      IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
                          AND a.attnum = ANY (i.indkey)
                          WHERE i.indrelid = '%1$s'::regclass AND i.indisprimary AND quote_ident(a.attname) = '%2$s')
                      THEN ALTER TABLE %1$s DROP COLUMN IF EXISTS %2$s CASCADE; END IF;
                    END $$;
                    """
                        .formatted(part, column))
            .collect(Collectors.joining());
  }

  private static List<String> parts(String table) {
    return List.of(part(table, "core"), part(table, "rest"));
  }

  /** What a reset of some tables becomes that makes the parts the same. */
  String reset(String reset) {
    List<String> written =
        tables().stream().filter(table -> reset.contains("INTO " + table + " ")).toList();
    return reset.replaceFirst(
            "^TRUNCATE ",
            Matcher.quoteReplacement(
                written.stream()
                    .flatMap(table -> parts(table).stream())
                    .map(part -> part + ", ")
                    .collect(Collectors.joining("", "TRUNCATE ", ""))))
        + ";\n"
        + written.stream()
            .flatMap(table -> parts(table).stream().map(part -> fill(table, part)))
            .collect(Collectors.joining());
  }

  private static String fill(String table, String part) {
    return """
    DO $$
    DECLARE names text := (
      SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
      WHERE attrelid = '%2$s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
    BEGIN EXECUTE format('INSERT INTO %2$s (%%s) SELECT %%s FROM %1$s', names, names); END $$;
    """
        .formatted(table, part);
  }

  /** One query that shows every row that only one of the shapes has. */
  String contradictions() {
    return tables().stream()
        .flatMap(table -> parts(table).stream().map(part -> contradictions(table, part)))
        .collect(Collectors.joining("\nUNION ALL\n"));
  }

  private String contradictions(String table, String part) {
    List<String> columns = part.contains("_rest") ? apart.get(table) : together.get(table);
    String list = String.join(", ", columns);
    return """
    (SELECT '%1$s', ROW(%3$s)::text FROM %1$s t EXCEPT ALL SELECT '%1$s', ROW(%3$s)::text FROM %2$s t)
    UNION ALL
    (SELECT '%2$s', ROW(%3$s)::text FROM %2$s t EXCEPT ALL SELECT '%2$s', ROW(%3$s)::text FROM %1$s t)"""
        .formatted(table, part, list);
  }
}
