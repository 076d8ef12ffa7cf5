package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.MoveAgreement;
import dev.segue.rules.migration.MovedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether a column can move to a related table, as the catalog says and as the rows do. */
final class MoveCheck {

  private static final String INDEXED =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = ?::regclass AND a.attname = ? AND i.indisvalid AND i.indpred IS NULL)""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  MoveCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    MovedColumn moved = table.migration().moved().orElseThrow();
    MoveAgreement agreement = MoveAgreement.read(connection, moved);
    for (var problem : agreement.problems()) {
      findings
          .about(Subject.TABLE, problem.object())
          .error(problem.fact(), problem.detail(), problem.hint());
    }
    if (!agreement.problems().isEmpty()) {
      return;
    }
    contradictions(moved);
    for (String guard : MoveAgreement.guards(connection, moved)) {
      findings
          .about(Subject.CONSTRAINT, guard.substring(0, guard.indexOf(' ')))
          .warning(
              guard + " guards the column where it is",
              "It guards nothing on route NEW.",
              "Give %s one like it before retire-old, and drop this one."
                  .formatted(moved.target()));
    }
    if (!isIndexed(moved)) {
      findings
          .about(Subject.INDEX, moved.source().toString())
          .warning(
              "no index of %s begins with \"%s\"".formatted(moved.source(), moved.reference()),
              "Whoever writes a value looks at the rows with the same \"%s\"."
                  .formatted(moved.reference()),
              "Create one before expand.");
    }
  }

  private void contradictions(MovedColumn moved) throws SQLException {
    MoveAgreement.Contradictions found = MoveAgreement.contradictions(connection, moved);
    if (found.targets() > 0) {
      findings
          .about(Subject.COLUMN, moved.column())
          .error(
              "rows of %,d values of \"%s\" have different values of \"%s\""
                  .formatted(found.targets(), moved.reference(), moved.column()),
              "The new shape has one for each, and expand is refused until it is so.",
              "Give all rows of one \"%s\" the same value.".formatted(moved.reference()));
    }
    if (found.alone() > 0) {
      findings
          .about(Subject.COLUMN, moved.column())
          .error(
              "%,d rows have a value of \"%s\" and no \"%s\""
                  .formatted(found.alone(), moved.column(), moved.reference()),
              "In the new shape there is no place for it.",
              "Set both, or neither.");
    }
  }

  private boolean isIndexed(MovedColumn moved) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INDEXED)) {
      statement.setString(1, Quoted.table(moved.source().schema(), moved.source().name()));
      statement.setString(2, moved.reference());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }
}
