package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.TablePart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of the new shape a table takes that is to be made, by the rule and by the primary
 * key of the old ones: all, unless it is one of several. Immutable.
 *
 * @param first whether it is the first of them, or the only one
 */
public record PartColumns(OldTables old, TableName table, boolean first) {

  /** What a generated column of the old table reads. */
  private static final String READ_BY_GENERATED =
      """
      SELECT a.attname
      FROM pg_catalog.pg_attribute g
      JOIN pg_catalog.pg_attrdef e ON e.adrelid = g.attrelid AND e.adnum = g.attnum
      JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass
        AND d.refobjid = g.attrelid AND d.refobjsubid <> g.attnum
        AND (d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = e.oid
             OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = g.attrelid
               AND d.objsubid = g.attnum)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = g.attrelid AND a.attnum = d.refobjsubid
      WHERE g.attrelid = ?::regclass AND g.attname = ?
      ORDER BY a.attnum""";

  /** What each of the new tables takes, in their order. */
  public static List<PartColumns> of(OldTables old) {
    return old.migration().tables(Shape.NEW).stream()
        .map(name -> new PartColumns(old, name, name.equals(old.migration().table(Shape.NEW))))
        .toList();
  }

  /** Whether it takes this column of the new shape. */
  public boolean takes(String column) {
    return isKey(column) || old.migration().copied().orElseThrow().tableOf(column).equals(table);
  }

  /** Whether it takes this column, which both shapes have as it is. */
  public boolean takesUnchanged(String column) {
    return takes(column)
        && old.migration().changeOf(Shape.OLD, column).isEmpty()
        && old.migration().changeOf(Shape.NEW, column).isEmpty();
  }

  /** Whether this column of the new shape is one of the key, which all tables have. */
  public boolean isKey(String column) {
    return key().contains(column);
  }

  /** The columns of the key. */
  public List<String> key() {
    return old.whole().key().stream().map(key -> inNew(old.migration(), key.name())).toList();
  }

  private static String inNew(Migration migration, String oldColumn) {
    return migration
        .changeOf(Shape.OLD, oldColumn)
        .filter(change -> change.kind() == ColumnChange.Kind.ONE_FOR_ONE)
        .map(change -> change.newColumns().get(0).name())
        .orElse(oldColumn);
  }

  /** What of the rule cannot be, whatever the new tables are like; nothing where they are one. */
  public static List<Problem> problems(Connection connection, OldTables old) throws SQLException {
    List<Problem> problems = new ArrayList<>(old.problems());
    for (PartColumns columns : of(old)) {
      for (TablePart part : old.migration().copied().orElseThrow().further()) {
        if (part.name().equals(columns.table())) {
          part.columns().forEach(column -> columns.listed(column, problems));
        }
      }
      columns.generated(connection, problems);
    }
    return problems;
  }

  private void listed(String column, List<Problem> problems) {
    if (isKey(column)) {
      problems.add(
          new Problem(
              column,
              "key column \"%s\" is listed for %s".formatted(column, table),
              "Every table of the new shape has the columns of the primary key.",
              "Leave it out."));
    } else if (!isOfNewShape(column)) {
      problems.add(
          new Problem(
              column,
              "the new shape of %s has no column \"%s\"".formatted(old.migration().table(), column),
              "The rule lists it for %s.".formatted(table),
              "Mend the name there; a column that changes is listed by its new name."));
    }
  }

  private boolean isOfNewShape(String column) {
    return old.migration().changeOf(Shape.NEW, column).isPresent()
        || old.whole().relation().presentColumn(column).isPresent()
            && old.migration().changeOf(Shape.OLD, column).isEmpty();
  }

  /** One that is to be generated here cannot read what another table takes. */
  private void generated(Connection connection, List<Problem> problems) throws SQLException {
    boolean madeLikeOld =
        old.migration().copied().orElseThrow().parts().stream()
            .anyMatch(part -> part.name().equals(table) && part.create().isEmpty());
    if (!madeLikeOld || !old.migration().decomposes()) {
      return;
    }
    for (CatalogColumn column : old.whole().relation().columns()) {
      if (!column.present()
          || !column.computed()
          || !takes(column.name())
          || old.migration().changeOf(Shape.OLD, column.name()).isPresent()) {
        continue;
      }
      for (String read : readBy(connection, column.name())) {
        if (!takes(inNew(old.migration(), read))) {
          problems.add(
              new Problem(
                  column.name(),
                  "column \"%s\" is generated from \"%s\", which %s does not take"
                      .formatted(column.name(), read, table),
                  "The table cannot be made like %s.".formatted(old.migration().table()),
                  "Let one table take both, or write \"create\" with a plain column."));
        }
      }
    }
  }

  private List<String> readBy(Connection connection, String generated) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(READ_BY_GENERATED)) {
      statement.setString(
          1, Quoted.table(old.whole().relation().schema(), old.whole().relation().name()));
      statement.setString(2, generated);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(result.getString(1));
        }
      }
    }
    return columns;
  }

  /** The old table's columns that nothing of it becomes a column of this one. */
  public List<CatalogColumn> notTaken() {
    return old.whole().relation().columns().stream()
        .filter(CatalogColumn::present)
        .filter(column -> old.migration().changeOf(Shape.OLD, column.name()).isEmpty())
        .filter(column -> !takes(column.name()))
        .toList();
  }

  /** Of the new columns of a change those that it takes. */
  public List<ShapeColumn> taken(ColumnChange change) {
    return change.newColumns().stream().filter(column -> takes(column.name())).toList();
  }
}
