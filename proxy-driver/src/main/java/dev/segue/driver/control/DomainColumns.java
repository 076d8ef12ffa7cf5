package dev.segue.driver.control;

import dev.segue.rules.catalog.ColumnType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the domains of columns stand for: the type below all domains, with the modifier that the
 * innermost of them gives it ({@code getBaseTypeAndTypmod} in {@code utils/cache/lsyscache.c}).
 */
public final class DomainColumns {

  private DomainColumns() {}

  /**
   * A lateral join that gives a row {@code u (formatted, base, modifier)}, NULL where the type is
   * neither a domain nor an array of one.
   *
   * @param type an SQL expression of the type's oid
   */
  public static String over(String type) {
    return """
        LEFT JOIN LATERAL (
          WITH RECURSIVE below(oid, modifier, brackets, depth) AS (
            SELECT d.typbasetype, d.typtypmod, CASE WHEN t.oid = d.oid THEN '' ELSE '[]' END, 1
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type d
              ON d.oid = CASE WHEN t.typcategory = 'A' AND t.typtype = 'b' THEN t.typelem ELSE t.oid END
            WHERE t.oid = %s AND d.typtype = 'd'
            UNION ALL
            SELECT d.typbasetype, d.typtypmod, below.brackets, below.depth + 1
            FROM below JOIN pg_catalog.pg_type d ON d.oid = below.oid WHERE d.typtype = 'd')
          SELECT pg_catalog.format_type(below.oid, below.modifier) || below.brackets AS formatted,
                 pg_catalog.format_type(below.oid, NULL) || below.brackets AS base,
                 below.modifier
          FROM below ORDER BY below.depth DESC LIMIT 1) u ON true"""
        .formatted(type);
  }

  /** Reads that row, whose first column is at {@code column}. */
  public static Optional<ColumnType> read(ResultSet result, int column) throws SQLException {
    String formatted = result.getString(column);
    return formatted == null
        ? Optional.empty()
        : Optional.of(
            new ColumnType(formatted, result.getString(column + 1), result.getInt(column + 2)));
  }
}
