package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the tables into which rows are split are partitions of the one that has all of them. */
final class PartsThere {

  private static final String IS_PART =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE c.oid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?)
          AND c.relispartition)""";

  private PartsThere() {}

  static List<Problem> problems(Connection connection, TableCopy copy) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    if (copy.rows().isEmpty()) {
      return problems;
    }
    try (PreparedStatement statement = connection.prepareStatement(IS_PART)) {
      for (TableName part : copy.rows().get().names()) {
        statement.setString(1, Quoted.table(part.schema(), part.name()));
        statement.setString(2, Quoted.table(copy.name().schema(), copy.name().name()));
        try (ResultSet result = statement.executeQuery()) {
          result.next();
          if (!result.getBoolean(1)) {
            problems.add(
                new Problem(
                    part.toString(),
                    "%s is not a partition of %s".formatted(part, copy.name()),
                    "The rule says that it takes a part of the rows.",
                    "Attach it, let \"create\" make it, or mend its name in the rules file."));
          }
        }
      }
    }
    return problems;
  }
}
