package dev.segue.driver.catalog;

import dev.segue.rules.catalog.CatalogUnavailableException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/**
 * A short text that is another one as soon as what {@link DatabaseCatalog} says of some tables may
 * have changed: their columns, types, NOT NULLs, defaults, constraints, triggers, rules and
 * partitions; foreign keys that point at them; the relations of any schema that share a name with
 * one of them, since they may stand before it in the search path; and the functions and operators
 * that users made.
 *
 * <p>One query over indexes of the system catalogs, without a lock on any table: meant to be asked
 * every second.
 *
 * @param value opaque; compare with {@code equals}
 */
public record CatalogFingerprint(String value) {

  /** 16384 is the first oid that a user's object can have ({@code access/transam.h}). */
  private static final String QUERY =
      """
      WITH named AS (
        SELECT c.oid, c.relnamespace, c.relname
        FROM pg_catalog.pg_class c
        WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')),
      facts(fact) AS (
        SELECT 'relation ' || n.oid || ' ' || n.relnamespace FROM named n
        UNION ALL
        SELECT concat_ws(' ', 'column', a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
                         a.attnotnull, a.attisdropped, a.attgenerated, a.attidentity)
        FROM pg_catalog.pg_attribute a JOIN named n ON a.attrelid = n.oid WHERE a.attnum > 0
        UNION ALL
        SELECT concat_ws(' ', 'default', d.oid, pg_catalog.md5(d.adbin::text))
        FROM pg_catalog.pg_attrdef d JOIN named n ON d.adrelid = n.oid
        UNION ALL
        SELECT concat_ws(' ', 'trigger', t.oid, t.tgenabled, t.tgtype)
        FROM pg_catalog.pg_trigger t JOIN named n ON t.tgrelid = n.oid WHERE NOT t.tgisinternal
        UNION ALL
        SELECT concat_ws(' ', 'rule', r.oid, r.ev_enabled)
        FROM pg_catalog.pg_rewrite r JOIN named n ON r.ev_class = n.oid
        UNION ALL
        SELECT concat_ws(' ', 'constraint', k.oid, k.conname)
        FROM pg_catalog.pg_constraint k JOIN named n ON k.conrelid = n.oid
        WHERE k.contype IN ('p', 'u', 'x')
        UNION ALL
        SELECT concat_ws(' ', 'reference', d.objid)
        FROM pg_catalog.pg_depend d JOIN named n
          ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = n.oid
        WHERE d.classid = 'pg_catalog.pg_constraint'::regclass
        UNION ALL
        SELECT concat_ws(' ', 'partition', i.inhrelid)
        FROM pg_catalog.pg_inherits i JOIN named n ON i.inhparent = n.oid
        UNION ALL
        SELECT concat_ws(' ', 'function', p.oid, p.xmin) FROM pg_catalog.pg_proc p
        WHERE p.oid >= 16384
        UNION ALL
        SELECT concat_ws(' ', 'operator', o.oid, o.xmin) FROM pg_catalog.pg_operator o
        WHERE o.oid >= 16384)
      SELECT pg_catalog.md5(pg_catalog.string_agg(fact, E'\\n' ORDER BY fact)) FROM facts""";

  /**
   * The fingerprint now.
   *
   * @param dataSource leads past Segue
   * @param tables the unqualified names of the tables, as the catalog spells them
   * @throws CatalogUnavailableException if the database could not be asked
   */
  public static CatalogFingerprint read(DataSource dataSource, Collection<String> tables) {
    try (Connection connection = dataSource.getConnection()) {
      return read(connection, tables);
    } catch (SQLException e) {
      throw new CatalogUnavailableException(
          "could not read the catalog's fingerprint: " + e.getMessage(), e);
    }
  }

  /** As the other {@code read}, over a connection that is at hand. */
  public static CatalogFingerprint read(Connection connection, Collection<String> tables)
      throws SQLException {
    Array names = connection.createArrayOf("name", tables.toArray());
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, names);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new CatalogFingerprint(String.valueOf(result.getString(1)));
      }
    } finally {
      names.free();
    }
  }
}
