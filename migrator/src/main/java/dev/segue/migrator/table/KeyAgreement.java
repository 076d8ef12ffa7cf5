package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The primary keys of the old table and of one that takes its place, or a part of it, or the place
 * of several: whether each tells the other, and which columns are the new table's by its key or by
 * the rule.
 */
final class KeyAgreement {

  private static final String KEY =
      """
      SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), i.indimmediate
      FROM pg_catalog.pg_index i
      CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, at)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = pg_catalog.to_regclass(?) AND i.indisprimary AND k.at <= i.indnkeyatts
      ORDER BY k.at""";

  private record KeyColumn(String name, String type, boolean immediate) {}

  private final Migration migration;
  private final TableName fresh;
  private final Map<TableName, List<KeyColumn>> ofOld = new LinkedHashMap<>();
  private final List<KeyColumn> ofFirst;
  private final List<KeyColumn> ofFresh;
  private final List<Problem> problems = new ArrayList<>();

  KeyAgreement(Connection connection, Migration migration, TableName fresh) throws SQLException {
    this.migration = migration;
    this.fresh = fresh;
    for (TableName old : migration.tables(Shape.OLD)) {
      ofOld.put(old, key(connection, old));
    }
    this.ofFirst = key(connection, migration.table(Shape.NEW));
    this.ofFresh = key(connection, fresh);
  }

  /** Whether this column of the new shape is one of this table's. */
  boolean takes(String column) {
    return migration.copied().orElseThrow().tableOf(column).equals(fresh) || isKey(column);
  }

  private boolean isKey(String column) {
    return ofFresh.stream().anyMatch(key -> key.name().equals(column));
  }

  /** Whether it is a key column of one of several tables that is not the first. */
  boolean isOfFurther(String column) {
    return !fresh.equals(migration.table(Shape.NEW)) && isKey(column);
  }

  /**
   * What does not agree.
   *
   * @param common the columns that both tables have and no change has
   */
  List<Problem> problems(Set<String> common) {
    ofOld.forEach((table, key) -> keys(Shape.OLD, table, key, common));
    keys(Shape.NEW, fresh, ofFresh, common);
    sameKeyAsFirst();
    if (migration.joins()) {
      ofFresh.forEach(this::isOfOldKey);
    }
    return problems;
  }

  private static List<KeyColumn> key(Connection connection, TableName table) throws SQLException {
    List<KeyColumn> key = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, Quoted.table(table.schema(), table.name()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          key.add(new KeyColumn(result.getString(1), result.getString(2), result.getBoolean(3)));
        }
      }
    }
    return key;
  }

  private void sameKeyAsFirst() {
    TableName first = migration.table(Shape.NEW);
    if (!ofFirst.isEmpty()
        && !ofFresh.isEmpty()
        && !Set.copyOf(ofFirst).equals(Set.copyOf(ofFresh))) {
      problem(
          fresh.toString(),
          "the primary keys of %s and %s are not the same".formatted(first, fresh),
          "A row of the old table is one of each of them, found by one key.",
          "Give them keys of the same columns, in the same types.");
    }
  }

  /** What each of several old tables has to tell. */
  private void isOfOldKey(KeyColumn column) {
    List<String> made =
        migration
            .changeOf(Shape.NEW, column.name())
            .map(change -> change.oldColumns().stream().map(ShapeColumn::name).toList())
            .orElse(List.of(column.name()));
    List<String> old = ofOld.get(migration.table()).stream().map(KeyColumn::name).toList();
    if (!old.containsAll(made)) {
      problem(
          column.name(),
          "primary key column \"%s\" of %s is made of others than the old key's"
              .formatted(column.name(), fresh),
          "The row of it is found by the key that each of the old tables has.",
          "Give it a primary key of the old tables' key.");
    }
  }

  private void keys(Shape shape, TableName name, List<KeyColumn> key, Set<String> common) {
    String table = name.toString();
    if (key.isEmpty()) {
      problem(
          table,
          "table %s has no primary key".formatted(table),
          "Rows of the two tables are told apart, backfilled and verified by their keys.",
          "Add a primary key.");
    } else if (!key.stream().allMatch(KeyColumn::immediate)) {
      problem(
          table,
          "the primary key of %s is deferrable".formatted(table),
          "ON CONFLICT takes no such key, and rows are written to both tables by it.",
          "Make it one that is not.");
    }
    for (String column : key.stream().map(KeyColumn::name).toList()) {
      boolean tells =
          common.contains(column)
              || migration
                  .changeOf(shape, column)
                  .filter(change -> shape == Shape.NEW || isToldHere(change))
                  .isPresent();
      if (!tells) {
        problem(
            column,
            "primary key column \"%s\" of %s cannot be told from a row of %s"
                .formatted(column, table, shape == Shape.OLD ? fresh : migration.table()),
            "Which rows of the two tables belong together is told by their keys.",
            shape == Shape.NEW
                ? "Let a change of the rule compute it, or take a column that both tables have."
                : "Keep the column, or say that its change is \"one-to-one\" or \"monotonic\", if"
                    + " it is.");
      }
    }
  }

  private boolean isToldHere(ColumnChange change) {
    return change.oneToOne()
        && change.newColumns().stream().map(ShapeColumn::name).allMatch(this::takes);
  }

  private void problem(String object, String fact, String detail, String hint) {
    problems.add(new Problem(object, fact, detail, hint));
  }
}
