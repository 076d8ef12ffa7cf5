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
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Compares a table with its copy, or with several: once along the table that is computed from, for
 * rows that a computed one lacks or has otherwise, and once along each computed one, for rows that
 * are left over there. A range is one statement, which sees all tables on one snapshot; a
 * transaction that writes both shapes is in it or is not.
 *
 * <p>A row counts once, in however many tables it is not as it should be. What is computed from
 * several tables is so from rows that all of them have; one that some have and others lack is a
 * difference too.
 */
final class TableComparison {

  private static final String OTHER = "segue_o";

  /** A row of one range that is not as it should be. */
  private record Difference(List<String> key, boolean lacksRow) {}

  /**
   * A look along a table, for keys and for whether it is a row that they lack.
   *
   * @param query gives the statement for the condition of a range
   * @param keySize how many columns the key has
   */
  private record Look(ShapeTable along, UnaryOperator<String> query, int keySize) {}

  /** What a look has found. */
  private record Found(long rows, long lacking, long others) {}

  private final TablePairs pairs;
  private final Shape computed;
  private final List<List<String>> keys = new ArrayList<>();

  TableComparison(TablePairs pairs, Direction direction) {
    this.pairs = pairs;
    this.computed = direction.computed();
  }

  Verification.Outcome run(Connection connection, int limit, Progress progress)
      throws SQLException {
    ShapeTable source = pairs.whole().table(computed.opposite());
    Found found = look(connection, differences(connection, source), limit, progress);
    long leftOver = 0;
    for (Look look : leftOver()) {
      leftOver += look(connection, look, limit, new Progress() {}).others();
    }
    long incomplete = 0;
    for (Look look : incomplete()) {
      incomplete += look(connection, look, limit, new Progress() {}).others();
    }
    return new Verification.Outcome(
        source.keyNames(),
        found.rows(),
        found.others() + incomplete + found.lacking() + leftOver,
        found.lacking(),
        leftOver,
        List.copyOf(keys),
        false);
  }

  private Found look(Connection connection, Look look, int limit, Progress progress)
      throws SQLException {
    KeyBatches batches = new KeyBatches(look.along());
    long total = batches.estimate(connection);
    long rows = 0;
    long lacking = 0;
    long others = 0;
    Optional<Batch> batch = batches.next(connection, Optional.empty(), Verification.BATCH);
    while (batch.isPresent()) {
      KeyRange range = batch.get().range();
      List<Difference> found = read(connection, look, range);
      rows += batch.get().rows();
      long lackingHere = found.stream().filter(Difference::lacksRow).count();
      lacking += lackingHere;
      others += found.size() - lackingHere;
      found.stream()
          .limit(Math.max(0, limit - keys.size()))
          .map(Difference::key)
          .forEach(keys::add);
      progress.rows(rows, Math.max(total, rows));
      batch = batches.next(connection, range.upTo(), Verification.BATCH);
    }
    return new Found(rows, lacking, others);
  }

  /** Rows that a computed table lacks, or has otherwise. */
  private Look differences(Connection connection, ShapeTable source) {
    List<RowMapping> mappings = pairs.mappingsTo(computed);
    List<String> tables = new ArrayList<>();
    List<String> lacks = new ArrayList<>();
    List<String> differs = new ArrayList<>();
    for (RowMapping rows : mappings) {
      String alias = "segue_" + tables.size();
      // OFFSET 0 has the row looked up by its key: a join would read the table for each range.
      tables.add(
          "LEFT JOIN LATERAL (SELECT (%s) AS differs FROM %s AS %s WHERE %s OFFSET 0) AS %s ON true"
              .formatted(
                  rows.differs(Comparison.byteWise(connection, rows.target().sqlName())),
                  rows.target().sqlName(),
                  RowMapping.TARGET,
                  rows.targetKey(),
                  alias));
      lacks.add(alias + ".differs IS NULL");
      differs.add(alias + ".differs IS NOT FALSE");
    }
    String selected =
        "SELECT %s, %s FROM (SELECT * FROM %s AS %s WHERE "
            .formatted(
                keyOf(RowMapping.SOURCE, source, "::text"),
                String.join(" OR ", lacks),
                mappings.get(0).source().rows(),
                RowMapping.SOURCE);
    String joined =
        ") AS %s %s WHERE %s ORDER BY %s"
            .formatted(
                RowMapping.SOURCE,
                String.join(" ", tables),
                String.join(" OR ", differs),
                keyOf(RowMapping.SOURCE, source, ""));
    return new Look(source, condition -> selected + condition + joined, source.key().size());
  }

  /** Rows of a computed table that have none in the one that it is computed from. */
  private List<Look> leftOver() {
    List<Look> looks = new ArrayList<>();
    List<ShapeTable> before = new ArrayList<>();
    for (TablePair pair : pairs.computing(computed)) {
      RowMapping rows = pair.mappingTo(computed);
      String keyTexts = rows.sourceKeyTexts(pair.mappingTo(computed.opposite()));
      String condition = pair.orphanedIn(computed) + noneIn(before, " AND ");
      looks.add(rowsOf(rows.target(), keyTexts, condition, rows.source().key().size()));
      before.add(rows.target());
    }
    return looks;
  }

  /** Rows to compute from that one of several tables has and another one lacks. */
  private List<Look> incomplete() {
    List<Look> looks = new ArrayList<>();
    Shape from = computed.opposite();
    if (pairs.migration().several().filter(from::equals).isEmpty()) {
      return looks;
    }
    List<ShapeTable> tables = pairs.each().stream().map(pair -> pair.table(from)).toList();
    for (int i = 0; i < tables.size(); i++) {
      ShapeTable table = tables.get(i);
      String condition =
          i == 0
              ? "(false" + noneIn(tables.subList(1, tables.size()), " OR ") + ")"
              : "true" + noneIn(tables.subList(0, i), " AND ");
      String keyTexts = keyOf(RowMapping.TARGET, tables.get(0), "::text");
      looks.add(rowsOf(table, keyTexts, condition, table.key().size()));
    }
    return looks;
  }

  private static String noneIn(List<ShapeTable> tables, String before) {
    return tables.stream()
        .map(
            table ->
                "%sNOT EXISTS (SELECT FROM %s AS %s WHERE %s OFFSET 0)"
                    .formatted(
                        before, table.sqlName(), OTHER, table.sameKey(OTHER, RowMapping.TARGET)))
        .collect(Collectors.joining());
  }

  private static Look rowsOf(ShapeTable table, String keyTexts, String condition, int keySize) {
    String selected =
        "SELECT %s, false FROM %s AS %s WHERE %s AND "
            .formatted(keyTexts, table.sqlName(), RowMapping.TARGET, condition);
    String ordered = " ORDER BY " + keyOf(RowMapping.TARGET, table, "");
    return new Look(table, range -> selected + range + ordered, keySize);
  }

  private static String keyOf(String alias, ShapeTable table, String cast) {
    return table.key().stream()
        .map(KeyColumn::name)
        .map(name -> alias + "." + Quoted.identifier(name) + cast)
        .collect(Collectors.joining(", "));
  }

  private static List<Difference> read(Connection connection, Look look, KeyRange range)
      throws SQLException {
    List<Difference> found = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            // Rather an error than rows that a policy hides.
            statement.execute("SET LOCAL row_security = off");
          }
          String sql = look.query().apply(range.condition());
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            range.bind(statement, 1);
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                List<String> key = new ArrayList<>();
                for (int i = 1; i <= look.keySize(); i++) {
                  key.add(result.getString(i));
                }
                found.add(new Difference(key, result.getBoolean(look.keySize() + 1)));
              }
            }
          }
        });
    return found;
  }
}
