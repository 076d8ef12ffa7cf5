package dev.segue.migrator.expand;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.ConstantDefault;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PartColumns;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ColumnChange.Kind;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.sql.tree.Expression;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements that make a table like another one, with the columns of the new shape, or those of
 * them that it takes. It is made like it as it is, and its columns are changed while it has no
 * rows: so keys and indexes follow their columns. What was said of values that become other ones
 * (CHECKs, expressions and predicates of indexes) is left out. A number comes from the old table's
 * sequence, so that there is one for both. Where it takes the place of several, it is made like the
 * first and gets what the others have besides.
 */
final class TableLike {

  private static final String SEQUENCES =
      """
      SELECT a.attname, pg_catalog.pg_get_serial_sequence(?, a.attname)
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ?::regclass AND a.attidentity <> '' AND NOT a.attisdropped""";

  /**
   * To other tables: rows that refer to each other may be copied in any order. Those that change
   * rows by themselves, which both tables need: the others would hold on to what a row refers to
   * that is not swept yet, and come with retire-old.
   */
  private static final String FOREIGN_KEYS =
      """
      SELECT pg_catalog.quote_ident(conname), pg_catalog.pg_get_constraintdef(oid)
      FROM pg_catalog.pg_constraint
      WHERE conrelid = ?::regclass AND contype = 'f' AND confrelid <> conrelid AND convalidated
        AND conparentid = 0 AND (confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd'))
      ORDER BY conname""";

  private final Connection connection;
  private final OldTables old;
  private final PartColumns columns;
  private final String name;
  private final Map<String, NewColumn> wanted;
  private final List<String> statements = new ArrayList<>();

  private TableLike(Connection connection, PartColumns columns, Map<String, NewColumn> wanted) {
    this.connection = connection;
    this.old = columns.old();
    this.columns = columns;
    TableName name = columns.table();
    this.name = Quoted.table(name.schema(), name.name());
    this.wanted = wanted;
  }

  /**
   * Gives the statements.
   *
   * @param wanted the new shape's columns, by name
   */
  static List<String> statements(
      Connection connection, PartColumns columns, Map<String, NewColumn> wanted)
      throws SQLException {
    TableLike like = new TableLike(connection, columns, wanted);
    like.write();
    return List.copyOf(like.statements);
  }

  private void write() throws SQLException {
    statements.add(
        "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY)"
            .formatted(name, old.each().get(0).sqlName()));
    foreignKeys();
    for (MigratingTable table : old.each().subList(1, old.each().size())) {
      statements.addAll(FurtherColumns.statements(connection, old, table, name));
    }
    Map<String, String> identities = identities();
    identities.forEach((column, sequence) -> alter(column, "SET DEFAULT " + nextval(sequence)));
    withoutOthers();
    for (ColumnChange change : old.migration().changes()) {
      List<ShapeColumn> taken = columns.taken(change);
      if (change.kind() == Kind.ONE_FOR_ONE && !taken.isEmpty()) {
        becomes(change, identities);
      } else {
        change.oldColumns().forEach(column -> drop(column.name()));
        taken.forEach(column -> add(change, wanted.get(column.name()), identities));
      }
    }
    if (!columns.first()) {
      // A row gets its key in the first of the tables.
      columns.key().forEach(column -> alter(column, "DROP DEFAULT"));
    }
  }

  /** Columns that another table takes; first those that are generated from others. */
  private void withoutOthers() {
    List<CatalogColumn> others = columns.notTaken();
    others.stream().filter(CatalogColumn::computed).forEach(column -> drop(column.name()));
    others.stream().filter(column -> !column.computed()).forEach(column -> drop(column.name()));
  }

  private void drop(String column) {
    alterTable("DROP COLUMN " + Quoted.identifier(column));
  }

  private void becomes(ColumnChange change, Map<String, String> identities) {
    String from = change.oldColumns().get(0).name();
    NewColumn to = wanted.get(change.newColumns().get(0).name());
    if (!change.isRename()) {
      if (!keepsValues(change.up().get(to.name()).tree())) {
        statements.add(WithoutConditions.on(name, from));
      }
      alter(from, "DROP DEFAULT");
      alter(from, "TYPE %s USING CAST(NULL AS %s)".formatted(to.definition(), to.type()));
      if (!change.oneToOne() && !from.equals(to.name()) && !isKey(from)) {
        alter(from, "DROP NOT NULL");
      }
      defaultOf(change, to.name(), identities)
          .ifPresent(value -> alter(from, "SET DEFAULT " + value));
    }
    if (!from.equals(to.name())) {
      alterTable(
          "RENAME COLUMN %s TO %s"
              .formatted(Quoted.identifier(from), Quoted.identifier(to.name())));
    }
  }

  private void add(ColumnChange change, NewColumn column, Map<String, String> identities) {
    alterTable(
        "ADD COLUMN %s %s%s"
            .formatted(
                Quoted.identifier(column.name()),
                column.definition(),
                defaultOf(change, column.name(), identities)
                    .map(value -> " DEFAULT " + value)
                    .orElse("")));
  }

  /** Whether {@code up} is the column, or the column in another type. */
  private static boolean keepsValues(Expression up) {
    if (up instanceof Expression.Parenthesized parenthesized) {
      return keepsValues(parenthesized.inner());
    }
    return up instanceof Expression.Cast cast
        ? keepsValues(cast.operand())
        : up instanceof Expression.ColumnReference;
  }

  /**
   * What the old columns' defaults become: computed from them, if all have one. Of several only
   * constants, and each else once: what draws a number, or tells the time, does it once.
   */
  private Optional<String> defaultOf(
      ColumnChange change, String column, Map<String, String> identities) {
    MappingExpression up = change.up().get(column);
    boolean once = up.columnReferences().size() == 1;
    for (String read : up.columns()) {
      Optional<String> value =
          change.column(Shape.OLD, read).isEmpty() ? Optional.empty() : value(read, identities);
      if (value.isEmpty() || (!once && !ConstantDefault.isConstant(value.get()))) {
        return Optional.empty();
      }
    }
    return up.columns().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "CAST((%s) AS %s)"
                .formatted(
                    up.replacingColumns(read -> operand(read, identities)),
                    wanted.get(column).type()));
  }

  private Optional<String> value(String oldColumn, Map<String, String> identities) {
    return Optional.ofNullable(identities.get(oldColumn))
        .map(TableLike::nextval)
        .or(() -> present(oldColumn).defaultExpression());
  }

  /** A number is not cast to the old type, which may be too small for it. */
  private String operand(String oldColumn, Map<String, String> identities) {
    String value = value(oldColumn, identities).orElseThrow();
    return value.contains("nextval(")
        ? "(" + value + ")"
        : "CAST((%s) AS %s)".formatted(value, present(oldColumn).type().formatted());
  }

  private CatalogColumn present(String oldColumn) {
    return old.whole().relation().presentColumn(oldColumn).orElseThrow();
  }

  private boolean isKey(String oldColumn) {
    return old.whole().key().stream().anyMatch(key -> key.name().equals(oldColumn));
  }

  private static String nextval(String sequence) {
    return "pg_catalog.nextval(%s::regclass)".formatted(Quoted.literal(sequence));
  }

  private Map<String, String> identities() throws SQLException {
    Map<String, String> sequences = new LinkedHashMap<>();
    for (MigratingTable table : old.each()) {
      try (PreparedStatement statement = connection.prepareStatement(SEQUENCES)) {
        statement.setString(1, table.sqlName());
        statement.setString(2, table.sqlName());
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            // A row gets its key in the first of several tables.
            if (table.equals(old.having(result.getString(1)))) {
              sequences.put(result.getString(1), result.getString(2));
            }
          }
        }
      }
    }
    return sequences;
  }

  private void foreignKeys() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
      statement.setString(1, old.each().get(0).sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          alterTable("ADD CONSTRAINT %s %s".formatted(result.getString(1), result.getString(2)));
        }
      }
    }
  }

  private void alter(String column, String action) {
    alterTable("ALTER COLUMN %s %s".formatted(Quoted.identifier(column), action));
  }

  private void alterTable(String action) {
    statements.add("ALTER TABLE %s %s".formatted(name, action));
  }
}
