package dev.segue.migrator.check;

import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.DeclaredType;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PartColumns;
import dev.segue.migrator.table.TableAgreement;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.TablePart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a table can be copied, or decomposed, or several can be joined: their columns, those of
 * the new tables where they are there already, and then what else touches any of them.
 */
final class CopyCheck {

  private static final String SCHEMA = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?";

  private final Connection connection;
  private final OldTables old;
  private final List<Relation> fresh;
  private final Catalog catalog;
  private final Findings findings;
  private boolean fits = true;

  CopyCheck(
      Connection connection,
      OldTables old,
      List<Relation> fresh,
      Catalog catalog,
      Findings findings) {
    this.connection = connection;
    this.old = old;
    this.fresh = fresh;
    this.catalog = catalog;
    this.findings = findings;
  }

  void run() throws SQLException {
    for (MigratingTable table : old.each()) {
      new TableCheck(connection, table, findings).run();
    }
    Map<String, String> newTypes = new HashMap<>();
    for (ColumnChange change : old.migration().changes()) {
      for (ShapeColumn column : change.oldColumns()) {
        oldColumn(change, column);
      }
      for (String input : change.inputs()) {
        require(change, input);
      }
      for (ShapeColumn column : change.newColumns()) {
        newType(change, column).ifPresent(type -> newTypes.put(column.name(), type));
      }
    }
    if (!fits) {
      return;
    }
    PartColumns.problems(connection, old).forEach(this::problem);
    new PartDefaultCheck(old.whole(), findings).run();
    Optional<RowParts> rows = old.migration().copied().orElseThrow().rows();
    if (rows.isPresent()) {
      new SplitCheck(connection, old.whole(), rows.get(), findings).run();
    }
    boolean whole = fresh.size() == old.migration().tables(Shape.NEW).size();
    if (whole) {
      agreement(newTypes);
    } else {
      for (TablePart part : old.migration().copied().orElseThrow().parts()) {
        if (part.create().isEmpty()
            && fresh.stream().noneMatch(there -> isNamed(there, part.name()))) {
          placeForNewTable(part.name());
        }
      }
      oldKey();
    }
    new MappingCheck(connection, old.whole(), catalog, findings).run();
    new CopyDependencyCheck(connection, old, whole ? fresh : List.of(), findings).run();
  }

  private Optional<CatalogColumn> require(ColumnChange change, String column) {
    Optional<CatalogColumn> present = old.whole().relation().presentColumn(column);
    if (present.isEmpty()) {
      problem(
          change,
          column,
          "table %s has no column \"%s\"".formatted(names(), column),
          "Mend the name in the rules file.");
    }
    return present;
  }

  private void oldColumn(ColumnChange change, ShapeColumn column) throws SQLException {
    Optional<CatalogColumn> present = require(change, column.name());
    Optional<String> declared =
        column.type().isPresent() ? declared(change, column) : Optional.empty();
    if (present.isPresent()
        && declared.isPresent()
        && !declared.get().equals(present.get().type().formatted())) {
      problem(
          change,
          column.name(),
          "column \"%s\" of %s is %s, not %s"
              .formatted(
                  column.name(),
                  old.having(column.name()).name(),
                  present.get().type().formatted(),
                  declared.get()),
          "Write the type that it has.");
    }
  }

  private Optional<String> newType(ColumnChange change, ShapeColumn column) throws SQLException {
    return column.type().isPresent()
        ? declared(change, column)
        : change.oldColumns().stream()
            .findFirst()
            .flatMap(from -> old.whole().relation().presentColumn(from.name()))
            .map(from -> from.type().formatted());
  }

  private Optional<String> declared(ColumnChange change, ShapeColumn column) throws SQLException {
    try {
      String place = "\"%s\"".formatted(column.name());
      return Optional.of(DeclaredType.formatted(connection, column.type().orElseThrow(), place));
    } catch (MigratorException e) {
      problem(
          change,
          column.name(),
          "the server knows no type \"%s\"".formatted(column.type().orElseThrow()),
          "Write it as in CREATE TABLE, with its schema where it is not in public.");
      return Optional.empty();
    }
  }

  private void agreement(Map<String, String> newTypes) throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = ''");
          }
          TableAgreement.problems(connection, old.migration(), newTypes).forEach(this::problem);
        });
  }

  private void problem(Problem problem) {
    if (findings.all().stream().noneMatch(said -> said.fact().equals(problem.fact()))) {
      findings
          .about(Subject.COLUMN, problem.object())
          .error(problem.fact(), problem.detail(), problem.hint());
    }
  }

  private static boolean isNamed(Relation relation, TableName name) {
    return name.equals(new TableName(relation.schema(), relation.name()));
  }

  private void placeForNewTable(TableName name) throws SQLException {
    if (CatalogQuery.rows(connection, SCHEMA, row -> row.getInt(1), name.schema()).isEmpty()) {
      findings
          .about(Subject.TABLE, name.toString())
          .error(
              "there is no schema \"%s\"".formatted(name.schema()),
              "Table %s is to be %s into it."
                  .formatted(
                      names(),
                      old.migration().decomposes()
                          ? "decomposed"
                          : old.migration().joins() ? "joined" : "copied"),
              "Create it, or let \"create\" do so.");
    }
  }

  private void oldKey() {
    List<String> lost =
        old.whole().key().stream()
            .map(MigratingTable.KeyColumn::name)
            .filter(
                name ->
                    old.migration()
                        .changeOf(Shape.OLD, name)
                        .filter(change -> !change.oneToOne())
                        .isPresent())
            .toList();
    for (String column : lost) {
      findings
          .about(Subject.COLUMN, column)
          .error(
              "primary key column \"%s\" of %s cannot be told from a row of %s"
                  .formatted(column, old.migration().table(), old.migration().table(Shape.NEW)),
              "Which rows of the two tables belong together is told by their keys.",
              "Say that its change is \"one-to-one\" or \"monotonic\", if it is.");
    }
  }

  private String names() {
    return CopyDependencyCheck.either(old.names());
  }

  private void problem(ColumnChange change, String column, String fact, String hint) {
    fits = false;
    findings.about(Subject.COLUMN, column).at(change.line()).error(fact, "", hint);
  }
}
