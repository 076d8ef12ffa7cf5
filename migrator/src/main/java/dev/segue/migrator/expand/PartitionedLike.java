package dev.segue.migrator.expand;

import dev.segue.driver.control.Quoted;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.RowParts.RowPart;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that make a table of parts out of a plain one that has just been made, and is
 * empty: that one gives its place up, and goes.
 *
 * <p>What keeps values apart can stand on the whole only if it has all columns by which the rows
 * are split (manual, 5.12.2.3 Limitations): the primary key gets those that it lacks, and what it
 * kept apart without them, as other unique and exclusion constraints do, it keeps apart in each
 * part. All else stands on the whole.
 */
final class PartitionedLike {

  private static final String PLAIN = "segue_plain";

  /** Writes down what stands on the plain table, drops it, and makes that anew. */
  private static final String CONSTRAINTS =
      """
      DO $segue$
      DECLARE
        plain regclass := %1$s;
        whole text := %2$s;
        parts text[] := %3$s;
        split_by text[] := %4$s;
        command text;
        commands text[];
      BEGIN
        WITH found AS (
          SELECT i.indexrelid, c.relname, n.nspname, t.relname AS plainname, i.indisprimary,
                 (i.indisunique AND NOT i.indisexclusion AND ARRAY(
                   SELECT a.attnum FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = plain AND a.attname = ANY (split_by)) <@ i.indkey::int2[])
                   OR NOT (i.indisunique OR i.indisexclusion) AS on_whole,
                 pg_catalog.pg_get_constraintdef(k.oid) AS definition,
                 (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(named.name), ', ')
                  FROM (SELECT a.attname::text AS name
                        FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS of_key(attnum, at)
                        JOIN pg_catalog.pg_attribute a
                          ON a.attrelid = plain AND a.attnum = of_key.attnum
                        WHERE of_key.at <= i.indnkeyatts
                        ORDER BY of_key.at) named) AS key
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
          JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
          LEFT JOIN pg_catalog.pg_constraint k
            ON k.conindid = i.indexrelid AND k.conrelid = plain AND k.contype IN ('p', 'u', 'x')
          WHERE i.indrelid = plain)
        SELECT pg_catalog.array_agg(made.command ORDER BY made.at) INTO commands
        FROM (
          SELECT 1, pg_catalog.format('ALTER TABLE %%s ADD PRIMARY KEY (%%s%%s)', whole, f.key, (
                   SELECT pg_catalog.string_agg(', ' || pg_catalog.quote_ident(by.name), ''
                                                ORDER BY by.at)
                   FROM pg_catalog.unnest(split_by) WITH ORDINALITY AS by(name, at)
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = plain AND a.attname = by.name
                   JOIN pg_catalog.pg_index i ON i.indexrelid = f.indexrelid
                   WHERE a.attnum <> ALL (i.indkey::int2[])))
          FROM found f WHERE f.indisprimary
          UNION ALL
          SELECT 2, CASE
            WHEN f.definition IS NOT NULL THEN pg_catalog.format('ALTER TABLE %%s ADD %%s', target,
              pg_catalog.regexp_replace(f.definition, '^PRIMARY KEY', 'UNIQUE'))
            ELSE pg_catalog.replace(pg_catalog.pg_get_indexdef(f.indexrelid),
              pg_catalog.format('INDEX %%I ON %%I.%%I USING', f.relname, f.nspname, f.plainname),
              pg_catalog.format('INDEX ON %%s USING', target))
            END
          FROM found f CROSS JOIN LATERAL pg_catalog.unnest(
            CASE WHEN f.on_whole THEN ARRAY[whole] ELSE parts END) AS target
          WHERE NOT (f.indisprimary AND f.on_whole)
          UNION ALL
          SELECT 3, pg_catalog.format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', whole, k.conname,
            pg_catalog.pg_get_constraintdef(k.oid))
          FROM pg_catalog.pg_constraint k WHERE k.conrelid = plain AND k.contype = 'f'
        ) AS made(at, command);
        EXECUTE pg_catalog.format('DROP TABLE %%s', plain);
        FOREACH command IN ARRAY commands LOOP
          EXECUTE command;
        END LOOP;
      END
      $segue$""";

  private PartitionedLike() {}

  /** The statements; the plain table has the name of the whole until then. */
  static List<String> statements(TableCopy copy) {
    RowParts rows = copy.rows().orElseThrow();
    String whole = sqlName(copy.name());
    String plain = Quoted.table(copy.name().schema(), PLAIN);
    List<String> statements = new ArrayList<>();
    statements.add("ALTER TABLE %s RENAME TO %s".formatted(whole, Quoted.identifier(PLAIN)));
    statements.add(
        "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES) %s"
            .formatted(whole, plain, rows.partitioning()));
    for (RowPart part : rows.parts()) {
      statements.add(
          "CREATE TABLE %s PARTITION OF %s %s"
              .formatted(sqlName(part.name()), whole, part.bounds()));
    }
    statements.add(
        CONSTRAINTS.formatted(
            Quoted.literal(plain),
            Quoted.literal(whole),
            array(rows.names().stream().map(PartitionedLike::sqlName)),
            array(rows.columns().stream())));
    return statements;
  }

  private static String array(Stream<String> texts) {
    return texts.map(Quoted::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  private static String sqlName(TableName name) {
    return Quoted.table(name.schema(), name.name());
  }
}
