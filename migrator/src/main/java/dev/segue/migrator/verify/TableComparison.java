package dev.segue.migrator.verify;

import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.KeyRange;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.ShapeTable;
import dev.segue.migrator.table.TablePair;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares a table with its copy: once along the table, for rows that the copy lacks or has
 * otherwise, and once along the copy, for rows that are left over there. A range is one statement,
 * which sees both tables on one snapshot; a transaction that writes both is in it or is not.
 */
final class TableComparison {

  /** A row of one range that is not as it should be. */
  private record Difference(List<String> key, boolean lacksRow) {}

  private final RowMapping rows;
  private final RowMapping back;
  private final String orphaned;

  TableComparison(TablePair pair, Direction direction) {
    Shape computed = direction.computed();
    this.rows = pair.mappingTo(computed);
    this.back = pair.mappingTo(computed.opposite());
    this.orphaned = pair.orphanedIn(computed);
  }

  Verification.Outcome run(Connection connection, int limit, Progress progress)
      throws SQLException {
    String differs = rows.differs(Comparison.byteWise(connection, rows.target().sqlName()));
    List<List<String>> keys = new ArrayList<>();
    KeyBatches source = new KeyBatches(rows.source());
    long total = source.estimate(connection);
    long compared = 0;
    long differing = 0;
    long missing = 0;
    Optional<Batch> batch = source.next(connection, Optional.empty(), Verification.BATCH);
    while (batch.isPresent()) {
      List<Difference> found = differences(connection, batch.get().range(), differs);
      compared += batch.get().rows();
      long lacking = found.stream().filter(Difference::lacksRow).count();
      missing += lacking;
      differing += found.size() - lacking;
      keep(found, keys, limit);
      progress.rows(compared, Math.max(total, compared));
      batch = source.next(connection, batch.get().range().upTo(), Verification.BATCH);
    }
    long leftOver = 0;
    KeyBatches target = new KeyBatches(rows.target());
    batch = target.next(connection, Optional.empty(), Verification.BATCH);
    while (batch.isPresent()) {
      List<Difference> found = leftOver(connection, batch.get().range());
      leftOver += found.size();
      keep(found, keys, limit);
      batch = target.next(connection, batch.get().range().upTo(), Verification.BATCH);
    }
    return new Verification.Outcome(
        rows.source().keyNames(),
        compared,
        differing + missing + leftOver,
        missing,
        leftOver,
        keys,
        false);
  }

  private static void keep(List<Difference> found, List<List<String>> keys, int limit) {
    found.stream().limit(Math.max(0, limit - keys.size())).map(Difference::key).forEach(keys::add);
  }

  private List<Difference> differences(Connection connection, KeyRange range, String differs)
      throws SQLException {
    ShapeTable source = rows.source();
    String isMissing =
        RowMapping.TARGET + "." + Quoted.identifier(rows.target().keyNames().get(0)) + " IS NULL";
    // OFFSET 0 has the copy looked up row by row: a join would read it whole for each range.
    String sql =
        """
        SELECT %1$s, %2$s
        FROM (SELECT * FROM %3$s WHERE %4$s) AS %5$s
        LEFT JOIN LATERAL (SELECT * FROM %6$s AS %7$s WHERE %8$s OFFSET 0) AS %7$s ON true
        WHERE %2$s OR %9$s
        ORDER BY %10$s"""
            .formatted(
                keyOfSource(source, "::text"),
                isMissing,
                source.sqlName(),
                range.condition(),
                RowMapping.SOURCE,
                rows.target().sqlName(),
                RowMapping.TARGET,
                rows.targetKey(),
                differs,
                keyOfSource(source, ""));
    return read(connection, sql, range, source.key().size());
  }

  private static String keyOfSource(ShapeTable source, String cast) {
    return source.key().stream()
        .map(KeyColumn::name)
        .map(name -> RowMapping.SOURCE + "." + Quoted.identifier(name) + cast)
        .collect(Collectors.joining(", "));
  }

  private List<Difference> leftOver(Connection connection, KeyRange range) throws SQLException {
    String sql =
        "SELECT %s, false FROM %s AS %s WHERE %s AND %s ORDER BY %s"
            .formatted(
                rows.sourceKeyTexts(back),
                rows.target().sqlName(),
                RowMapping.TARGET,
                orphaned,
                range.condition(),
                rows.target().keyNames().stream()
                    .map(name -> RowMapping.TARGET + "." + Quoted.identifier(name))
                    .collect(Collectors.joining(", ")));
    return read(connection, sql, range, rows.source().key().size());
  }

  private static List<Difference> read(
      Connection connection, String sql, KeyRange range, int keySize) throws SQLException {
    List<Difference> found = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            // Rather an error than rows that a policy hides.
            statement.execute("SET LOCAL row_security = off");
          }
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            range.bind(statement, 1);
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                List<String> key = new ArrayList<>();
                for (int i = 1; i <= keySize; i++) {
                  key.add(result.getString(i));
                }
                found.add(new Difference(key, result.getBoolean(keySize + 1)));
              }
            }
          }
        });
    return found;
  }
}
