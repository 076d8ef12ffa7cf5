package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Foreign keys of the one table, where the other shape has several, by which a row goes with the
 * one that it refers to: the database deletes it in those of them that have such a key, and leaves
 * the rest of it in the others. One of those may refer to another of them, and its row goes with
 * that one's.
 */
final class PartCascadeCheck {

  private static final String QUERY =
      """
      WITH parts(name, at, oid) AS (
        SELECT wanted.name, wanted.at, wanted.name::regclass::oid
        FROM unnest(?::text[]) WITH ORDINALITY AS wanted(name, at))
      SELECT pg_catalog.quote_ident(k.conname), p.at
      FROM pg_catalog.pg_constraint k CROSS JOIN parts p
      WHERE k.conrelid = ?::regclass AND k.contype = 'f' AND k.confdeltype = 'c'
        AND k.conparentid = 0
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_constraint f
          WHERE f.conrelid = p.oid AND f.contype = 'f' AND f.confdeltype = 'c'
            AND (f.confrelid = k.confrelid OR f.confrelid IN (SELECT oid FROM parts)))
      ORDER BY 1, 2""";

  private final Connection connection;
  private final Migration migration;
  private final Findings findings;

  PartCascadeCheck(Connection connection, Migration migration, Findings findings) {
    this.connection = connection;
    this.migration = migration;
    this.findings = findings;
  }

  void run() throws SQLException {
    Optional<Shape> several = migration.several();
    if (several.isPresent()) {
      run(migration.tables(several.get()), migration.table(several.get().opposite()));
    }
  }

  private void run(List<TableName> tables, TableName one) throws SQLException {
    Object[] parts =
        tables.stream().map(name -> Quoted.table(name.schema(), name.name())).toArray();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, connection.createArrayOf("text", parts));
      statement.setString(2, Quoted.table(one.schema(), one.name()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          say(result.getString(1), one, tables.get(result.getInt(2) - 1), tables.get(0));
        }
      }
    }
  }

  private void say(String foreignKey, TableName one, TableName part, TableName first) {
    findings
        .about(Subject.FOREIGN_KEY, foreignKey)
        .error(
            "%s of %s deletes rows, and leaves those of %s".formatted(foreignKey, one, part),
            "Its action passes no driver: when the row that is referred to goes, a part of the row"
                + " stays behind.",
            part.equals(first)
                ? "Before write-new, give %s the same one.".formatted(part)
                : "Before write-new, let %s refer to %s with ON DELETE CASCADE, or drop the action."
                    .formatted(part, first));
  }
}
