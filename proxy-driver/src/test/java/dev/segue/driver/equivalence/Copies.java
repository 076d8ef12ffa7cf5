package dev.segue.driver.equivalence;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The {@link Shop}'s tables once more, in another schema. */
final class Copies {

  private static final String SCHEMA = "copied";

  private Copies() {}

  /** The copy of a table. */
  static String of(String table) {
    return SCHEMA + "." + table.replace("depot.", "");
  }

  /**
   * Makes the copies: with the same constraints, foreign keys among them, and values from the same
   * sequences.
   */
  static String create() {
    return "CREATE SCHEMA "
        + SCHEMA
        + ";\n"
        + Shop.TABLES.stream()
            .map(
                table ->
                    "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY);\n"
                        .formatted(of(table), table))
            .collect(Collectors.joining())
        + """
        DO $$
        DECLARE found record;
        BEGIN
          FOR found IN
            SELECT k.conname, c.relname, pg_get_constraintdef(k.oid) AS definition, f.relname AS referred
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_class f ON f.oid = k.confrelid
            WHERE k.contype = 'f' AND to_regclass(format('copied.%I', c.relname)) IS NOT NULL
          LOOP
            EXECUTE format('ALTER TABLE copied.%I ADD CONSTRAINT %I %s', found.relname, found.conname,
              CASE WHEN to_regclass(format('copied.%I', found.referred)) IS NULL THEN found.definition
                ELSE replace(found.definition, format('REFERENCES %I', found.referred),
                             format('REFERENCES copied.%I', found.referred)) END);
          END LOOP;
          FOR found IN
            SELECT n.nspname, c.relname, a.attname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attidentity <> '' AND to_regclass(format('copied.%I', c.relname)) IS NOT NULL
          LOOP
            EXECUTE format('ALTER TABLE copied.%I ALTER %I SET DEFAULT nextval(%L)', found.relname,
              found.attname, pg_get_serial_sequence(format('%I.%I', found.nspname, found.relname), found.attname));
          END LOOP;
        END $$;
        """;
  }

  /** What a reset of some tables becomes that makes the copies the same. */
  static String reset(String reset) {
    List<String> written =
        Shop.TABLES.stream().filter(table -> reset.contains("INTO " + table + " ")).toList();
    return reset.replaceFirst(
            "^TRUNCATE ",
            Matcher.quoteReplacement(
                written.stream()
                    .map(Copies::of)
                    .collect(Collectors.joining(", ", "TRUNCATE ", ", "))))
        + ";\n"
        + written.stream()
            .map(table -> "INSERT INTO %s SELECT * FROM %s;\n".formatted(of(table), table))
            .collect(Collectors.joining());
  }

  /** One query that shows every row that only one of the two tables has. */
  static String contradictions() {
    return Shop.TABLES.stream()
        .map(
            table ->
                """
                (SELECT '%1$s', t::text FROM %1$s t EXCEPT ALL SELECT '%1$s', t::text FROM %2$s t)
                UNION ALL
                (SELECT '%2$s', t::text FROM %2$s t EXCEPT ALL SELECT '%2$s', t::text FROM %1$s t)"""
                    .formatted(table, of(table)))
        .collect(Collectors.joining("\nUNION ALL\n"));
  }
}
