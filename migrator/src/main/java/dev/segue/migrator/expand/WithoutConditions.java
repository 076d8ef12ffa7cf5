package dev.segue.migrator.expand;

import dev.segue.driver.control.Quoted;

/**
 * The command that takes from a new table what says something of a column's values: CHECKs, and
 * indexes with an expression or a predicate over it. It finds them itself, since they have just
 * been made and have names of the server's.
 */
final class WithoutConditions {

  private static final String COMMAND =
      """
      DO $segue$
      DECLARE
        command text;
      BEGIN
        FOR command IN
          SELECT pg_catalog.format('ALTER TABLE %%s DROP CONSTRAINT %%I', k.conrelid::regclass, k.conname)
          FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a
            ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
          WHERE k.conrelid = %1$s::regclass AND k.contype = 'c' AND a.attname = %2$s
          UNION ALL
          SELECT DISTINCT pg_catalog.format('DROP INDEX %%s', i.indexrelid::regclass)
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_depend d
            ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid
          WHERE i.indrelid = %1$s::regclass AND d.refobjid = i.indrelid AND a.attname = %2$s
            AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
        LOOP
          EXECUTE command;
        END LOOP;
      END
      $segue$""";

  private WithoutConditions() {}

  /**
   * The command.
   *
   * @param table its name for SQL
   */
  static String on(String table, String column) {
    return COMMAND.formatted(Quoted.literal(table), Quoted.literal(column));
  }
}
