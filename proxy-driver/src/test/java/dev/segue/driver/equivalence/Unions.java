package dev.segue.driver.equivalence;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@link Shop}'s tables, each united with another one whose rows nobody is to see. */
final class Unions {

  private static final String SCHEMA = "united";
  private static final String COLUMN = "branch";

  private Unions() {}

  private static String of(String table) {
    return SCHEMA + "." + table.replace("depot.", "");
  }

  /** The other table that becomes the same one. */
  private static String other(String table) {
    String name = of(table);
    return name.endsWith("\"") ? name.substring(0, name.length() - 1) + " 2\"" : name + "_2";
  }

  /**
   * Adds the column and makes the parts. A table with an identity column cannot become one from
   * PostgreSQL 17 on: it has the column alone.
   */
  static String create() {
    return "CREATE SCHEMA "
        + SCHEMA
        + ";\n"
        + Shop.TABLES.stream().map(Unions::create).collect(Collectors.joining());
  }

  private static String create(String table) {
    return """
    ALTER TABLE %1$s ADD COLUMN %4$s text NOT NULL DEFAULT 'here';
    CREATE TABLE %2$s (LIKE %1$s INCLUDING GENERATED) PARTITION BY LIST (%4$s);
    CREATE TABLE %3$s PARTITION OF %2$s (%4$s DEFAULT 'there') FOR VALUES IN ('there');
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_attribute
                     WHERE attrelid = '%1$s'::regclass AND attidentity <> '') THEN
        ALTER TABLE %2$s ATTACH PARTITION %1$s FOR VALUES IN ('here');
      END IF;
    END $$;
    """
        .formatted(table, of(table), other(table), COLUMN);
  }

  static String rules() {
    return IntStream.range(0, Shop.TABLES.size())
        .mapToObj(
            i ->
                """
                  m%d:
                    unite:
                      to: '%s'
                      column: { %s: text }
                      tables: [{ table: '%s', value: here }, { table: '%s', value: there }]
                """
                    .formatted(
                        i,
                        of(Shop.TABLES.get(i)),
                        COLUMN,
                        Shop.TABLES.get(i),
                        other(Shop.TABLES.get(i))))
        .collect(Collectors.joining("", "segue: 1\nmigrations:\n", ""));
  }
}
