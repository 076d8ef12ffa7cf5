package dev.segue.migrator.table;

import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.rules.migration.Lookup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a table can take the values of a column, each once and as it is, and give them keys.
 * Asked on a connection, so that it can be asked before the table is committed.
 */
public final class LookupAgreement {

  /** One row: the table, and its two columns as far as they are there. */
  private static final String FACTS =
      """
      SELECT c.relkind IN ('r', 'p'), c.relrowsecurity,
        pg_catalog.pg_get_userbyid(c.relowner) = current_user
          OR pg_catalog.pg_has_role(c.relowner, 'USAGE'),
        pg_catalog.format_type(k.atttypid, k.atttypmod),
        k.atthasdef OR k.attidentity <> '',
        EXISTS (SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                  AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = k.attnum),
        pg_catalog.format_type(v.atttypid, v.atttypmod),
        v.attcollation::int8,
        EXISTS (SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                  AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = v.attnum),
        ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
                AND NOT a.atthasdef AND a.attidentity = '' AND a.attname NOT IN (?, ?)),
        EXISTS (SELECT FROM pg_catalog.pg_trigger t
                WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 2 <> 0
                  AND t.tgtype & 4 <> 0 AND t.tgtype & 1 <> 0)
          OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                     WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN')
      FROM pg_catalog.pg_class c
      LEFT JOIN pg_catalog.pg_attribute k
        ON k.attrelid = c.oid AND k.attname = ? AND NOT k.attisdropped
      LEFT JOIN pg_catalog.pg_attribute v
        ON v.attrelid = c.oid AND v.attname = ? AND NOT v.attisdropped
      WHERE c.oid = pg_catalog.to_regclass(?)""";

  private LookupAgreement() {}

  /**
   * What does not agree; nothing where all is well.
   *
   * @param keyType the type that its keys must have
   * @param values the column whose values it takes
   */
  public static List<Problem> problems(
      Connection connection, Lookup lookup, String keyType, ExtractedColumn values)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
      statement.setString(1, lookup.key());
      statement.setString(2, lookup.value());
      statement.setString(3, lookup.key());
      statement.setString(4, lookup.value());
      statement.setString(5, lookup.sqlName());
      try (ResultSet facts = statement.executeQuery()) {
        if (!facts.next()) {
          String fact = "there is no table " + lookup.table();
          return List.of(problem(lookup, fact, "Let \"create\" make it."));
        }
        table(facts, lookup).ifPresent(problems::add);
        key(facts, lookup, keyType).ifPresent(problems::add);
        value(facts, lookup, values).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<Problem> table(ResultSet facts, Lookup lookup) throws SQLException {
    String name = lookup.table().toString();
    if (!facts.getBoolean(1)) {
      return Optional.of(problem(lookup, name + " is not a table", "Name another one."));
    } else if (!facts.getBoolean(3)) {
      return Optional.of(
          problem(lookup, "table " + name + " has another owner", "Run this as its owner."));
    } else if (facts.getBoolean(2)) {
      return Optional.of(
          problem(
              lookup,
              "row-level security may hide rows of table " + name,
              "Disable it for the time of the migration."));
    } else if (facts.getBoolean(11)) {
      return Optional.of(
          problem(
              lookup,
              "a trigger or a rule may change what is inserted into table " + name,
              "Drop it for the time of the migration."));
    }
    String[] demanding = (String[]) facts.getArray(10).getArray();
    return demanding.length == 0
        ? Optional.empty()
        : Optional.of(
            problem(
                lookup,
                "column \"%s\" of %s demands a value and gets none".formatted(demanding[0], name),
                "Give it a default, or let it be null."));
  }

  private static Optional<Problem> key(ResultSet facts, Lookup lookup, String keyType)
      throws SQLException {
    String type = facts.getString(4);
    String column = "column \"%s\" of %s".formatted(lookup.key(), lookup.table());
    if (type == null) {
      return Optional.of(
          problem(lookup, "there is no " + column, "Name the column of the keys: key: …"));
    } else if (!type.equals(keyType)) {
      return Optional.of(
          problem(
              lookup,
              "%s is %s, not %s".formatted(column, type, keyType),
              "Give the column that refers to it the same type."));
    } else if (!facts.getBoolean(5)) {
      return Optional.of(
          problem(lookup, column + " is not generated", "Make it an identity column."));
    } else if (!facts.getBoolean(6)) {
      return Optional.of(problem(lookup, column + " is not unique", "Make it the primary key."));
    }
    return Optional.empty();
  }

  private static Optional<Problem> value(ResultSet facts, Lookup lookup, ExtractedColumn values)
      throws SQLException {
    String type = facts.getString(7);
    String column = "column \"%s\" of %s".formatted(lookup.value(), lookup.table());
    if (type == null) {
      return Optional.of(
          problem(lookup, "there is no " + column, "Name the column of the values: value: …"));
    } else if (!type.equals(values.type()) || facts.getLong(8) != values.collationId()) {
      return Optional.of(
          problem(
              lookup,
              "%s is not of the type and collation of the values, %s".formatted(column, values),
              "Give it both."));
    } else if (!facts.getBoolean(9)) {
      return Optional.of(problem(lookup, column + " is not unique", "Add a unique constraint."));
    }
    return Optional.empty();
  }

  private static Problem problem(Lookup lookup, String fact, String hint) {
    return new Problem(
        lookup.table().toString(), fact, "The values of a column are extracted into it.", hint);
  }
}
