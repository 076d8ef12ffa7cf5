package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether every row of a table whose rows are split has a part. The server is asked: it is given
 * the parts as temporary tables, without rows, which are rolled back, and tells what each takes.
 */
final class SplitCheck {

  private static final String PROBE = "segue_split";

  private static final String TAKEN =
      """
      SELECT pg_catalog.string_agg(
        '(' || pg_catalog.pg_get_partition_constraintdef(i.inhrelid) || ')', ' OR ')
      FROM pg_catalog.pg_inherits i WHERE i.inhparent = 'pg_temp.segue_split'::regclass""";

  private final Connection connection;
  private final MigratingTable old;
  private final RowParts rows;
  private final Findings findings;

  SplitCheck(Connection connection, MigratingTable old, RowParts rows, Findings findings) {
    this.connection = connection;
    this.old = old;
    this.rows = rows;
    this.findings = findings;
  }

  void run() throws SQLException {
    if (!rows.columns().stream().allMatch(this::isThere)) {
      return;
    }
    rows.columns().forEach(this::mayBeNull);
    key();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      Optional<String> refusal = parts(statement);
      if (refusal.isPresent()) {
        findings
            .about(Subject.PARTITION, old.migration().table(Shape.NEW).toString())
            .error(
                "the server does not take the parts: " + refusal.get(),
                "",
                "Mend \"split-rows\" in the rules file; \"values\", \"from\" and \"below\" are SQL.");
      } else {
        everyRow(statement);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private boolean isThere(String column) {
    Migration migration = old.migration();
    boolean there =
        migration.changeOf(Shape.NEW, column).isPresent()
            || old.relation().presentColumn(column).isPresent()
                && migration.changeOf(Shape.OLD, column).isEmpty();
    if (!there) {
      findings
          .about(Subject.COLUMN, column)
          .error(
              "the new shape of %s has no column \"%s\"".formatted(migration.table(), column),
              "Its rows are split by it.",
              "Mend the name; a column that changes goes by its new name.");
    }
    return there;
  }

  /** It becomes one of the primary key, or is one. */
  private void mayBeNull(String column) {
    boolean same = old.migration().changeOf(Shape.NEW, column).isEmpty();
    Optional<CatalogColumn> present = old.relation().presentColumn(column);
    if (same && present.filter(CatalogColumn::notNull).isEmpty()) {
      findings
          .about(Subject.COLUMN, column)
          .warning(
              "column \"%s\" of %s may be null".formatted(column, old.migration().table()),
              "The primary key of %s has it, since rows are split by it: a row without is refused (23502) on routes that write both."
                  .formatted(old.migration().table(Shape.NEW)),
              "Make it NOT NULL, or split by a column that a change computes of it.");
    }
  }

  /** What keeps values apart can stand on the whole only if it has the columns that split it. */
  private void key() {
    List<String> lacking =
        rows.columns().stream()
            .filter(column -> old.key().stream().noneMatch(key -> becomes(key.name(), column)))
            .map("\"%s\""::formatted)
            .toList();
    if (!lacking.isEmpty()) {
      findings
          .about(Subject.INDEX, old.migration().table().toString())
          .warning(
              "the primary key of %s does not have %s"
                  .formatted(old.migration().table(), String.join(", ", lacking)),
              "That of %s has to. What it keeps apart now is then kept apart within each part alone: two parts may take one key, ON CONFLICT by that key finds no index (42P10), and no foreign key can point at it, once the new shape leads."
                  .formatted(old.migration().table(Shape.NEW)),
              "Split by columns of the key, add these to it first, or make sure that no key comes twice, by drawing it from the sequence alone for instance.");
    }
  }

  private boolean becomes(String oldColumn, String newColumn) {
    return old.migration()
        .changeOf(Shape.OLD, oldColumn)
        .map(change -> change.column(Shape.NEW, newColumn).isPresent() && change.oneToOne())
        .orElse(oldColumn.equals(newColumn));
  }

  /** Makes them, and tells why the server does not, if it does not. */
  private Optional<String> parts(Statement statement) throws SQLException {
    String columns =
        rows.columns().stream()
            .map(column -> Quoted.identifier(column) + " " + typeOf(column))
            .collect(Collectors.joining(", "));
    try {
      statement.execute(
          "CREATE TEMPORARY TABLE %s (%s) %s".formatted(PROBE, columns, rows.partitioning()));
      for (int i = 0; i < rows.parts().size(); i++) {
        statement.execute(
            "CREATE TEMPORARY TABLE %s_%d PARTITION OF %s %s"
                .formatted(PROBE, i, PROBE, rows.parts().get(i).bounds()));
      }
      return Optional.empty();
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      String line = message.lines().findFirst().orElse(message);
      return Optional.of(line.startsWith("ERROR: ") ? line.substring("ERROR: ".length()) : line);
    }
  }

  private String typeOf(String column) {
    Optional<ColumnChange> change = old.migration().changeOf(Shape.NEW, column);
    Optional<String> declared =
        change.flatMap(each -> each.column(Shape.NEW, column)).flatMap(ShapeColumn::type);
    String from =
        change
            .flatMap(each -> each.oldColumns().stream().findFirst())
            .map(ShapeColumn::name)
            .orElse(column);
    return declared.orElseGet(
        () -> old.relation().presentColumn(from).orElseThrow().type().formatted());
  }

  private void everyRow(Statement statement) throws SQLException {
    String named =
        rows.columns().stream()
            .map(column -> Quoted.identifier(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String taken = rows.isWhole() ? "true" : one(statement, TAKEN).orElse("false");
    String row =
        rows.columns().stream()
            .map(column -> "(%s) AS %s".formatted(valueOf(column), Quoted.identifier(column)))
            .collect(Collectors.joining(", "));
    Optional<String> left =
        one(
            statement,
            "SELECT 1 FROM (SELECT %s FROM %s OFFSET 0) AS segue_row WHERE ((%s) AND %s) IS NOT TRUE LIMIT 1"
                .formatted(row, old.sqlName(), taken, named));
    if (left.isPresent()) {
      findings
          .about(Subject.PARTITION, old.migration().table(Shape.NEW).toString())
          .error(
              "some rows of %s have no part".formatted(old.migration().table()),
              "The backfill would stop there, and writes of such rows are refused (23514, or 23502 for a NULL).",
              "Add a part for the rest, without bounds, or mend the rows.");
    } else if (!rows.isWhole()) {
      findings
          .about(Subject.PARTITION, old.migration().table(Shape.NEW).toString())
          .warning(
              "no part of %s takes the rest".formatted(old.migration().table(Shape.NEW)),
              "A row that fits none is refused (23514) on routes that write both, though %s takes it."
                  .formatted(old.migration().table()),
              "Add a part without bounds, or a CHECK to %s that keeps such rows out."
                  .formatted(old.migration().table()));
    }
  }

  private String valueOf(String column) {
    return old.migration()
        .changeOf(Shape.NEW, column)
        .map(
            change ->
                "CAST((%s) AS %s)"
                    .formatted(
                        change.up().get(column).replacingColumns(Quoted::identifier),
                        typeOf(column)))
        .orElseGet(() -> Quoted.identifier(column));
  }

  private static Optional<String> one(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
    }
  }
}
