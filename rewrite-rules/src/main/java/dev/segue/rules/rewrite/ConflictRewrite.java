package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The target of ON CONFLICT stands for an index of the shape that is spoken. As long as that shape
 * is written, so is the index. Where it is not, the index over the other column does the same if
 * values are equal in one shape exactly where they are in the other: renamed, or {@code
 * one-to-one}.
 */
final class ConflictRewrite {

  private static final String UNDEFINED_OBJECT = "42704";
  private static final String HINT =
      "Name a column that no migration changes, or leave the target out where nothing is to be done.";

  private final Values values;
  private final StoredTables tables;
  private final Edits edits;

  ConflictRewrite(Values values, StoredTables tables, Edits edits) {
    this.values = values;
    this.tables = tables;
    this.edits = edits;
  }

  /** A column that is a target by itself. */
  void target(Occurrence.ConflictTargetUse use) {
    if (unwritten(use.column())) {
      edits.replace(use.node().span(), other(use.column(), use.node().span()));
    }
  }

  /** Whether nothing is written to the column on this route: no index over it sees the new row. */
  private boolean unwritten(LogicalColumn column) {
    return column
        .change()
        .filter(change -> !values.route(change).writes(change.spoken()))
        .isPresent();
  }

  private static String other(LogicalColumn column, Span place) {
    LogicalColumn.Change change = column.change().orElseThrow();
    Optional<String> renamed = Values.sameUnderOtherName(column);
    List<String> others = Values.otherNames(change);
    if (renamed.isPresent()) {
      return Quoting.identifier(renamed.get());
    }
    if (!change.columns().oneToOne()
        || others.size() != 1
        || change.columns().columns(change.spoken()).size() != 1) {
      throw computed(place);
    }
    return Quoting.identifier(others.get(0));
  }

  /**
   * An expression or predicate of an index over one column is that of no index over another, as far
   * as the text tells.
   */
  static Refusal.Refused computed(Span place) {
    return Values.refused(
        "a conflict target cannot be computed from another column", HINT, Optional.of(place));
  }

  /** {@code ON CONSTRAINT}: where its columns are not written, the other columns are the target. */
  void constraint(Statement.Insert insert, LogicalTable table) {
    Optional<Identifier> name = insert.onConflict().flatMap(Statement.OnConflict::constraint);
    if (name.isEmpty()) {
      return;
    }
    Optional<KeyConstraint> known = table.relation().constraint(name.get().name());
    if (known.isPresent()) {
      constraint(insert.onConflict().get(), name.get(), known.get(), table);
    } else if (table.columns().stream().anyMatch(column -> !column.present())) {
      throw Values.refused(
          "constraint \"%s\" of %s may have been one over columns that are gone"
              .formatted(name.get().name(), table.name()),
          "Name the columns instead of the constraint.",
          Optional.of(name.get().span()));
    }
  }

  private void constraint(
      Statement.OnConflict conflict,
      Identifier name,
      KeyConstraint constraint,
      LogicalTable table) {
    boolean elsewhere = !tables.isSpoken(table);
    if (table.copy().isEmpty()) {
      checkSpoken(name, constraint, table);
    }
    List<LogicalColumn> columns =
        constraint.columns().stream().flatMap(column -> table.column(column).stream()).toList();
    boolean needed = columns.stream().anyMatch(this::unwritten);
    if (!needed
        && !elsewhere
        && (constraint.unique() || table.columns().stream().noneMatch(this::unwritten))) {
      return;
    }
    if (!constraint.unique()) {
      throw Values.refused(
          "exclusion constraint \"%s\" is over columns that are not written"
              .formatted(constraint.name()),
          HINT,
          Optional.of(name.span()));
    }
    String target =
        columns.stream()
            .map(
                column ->
                    unwritten(column)
                        ? other(column, name.span())
                        : Quoting.identifier(column.name()))
            .collect(Collectors.joining(", ", "(", ")"));
    edits.replace(new Span(conflict.keyword().start(), name.span().end()), target);
  }

  /**
   * A constraint of the other shape is not there for who speaks this one. Once the columns of this
   * one are gone, it may have taken over the name.
   */
  private static void checkSpoken(Identifier name, KeyConstraint constraint, LogicalTable table) {
    boolean ofOther =
        table.columns().stream()
            .filter(LogicalColumn::present)
            .flatMap(column -> column.change().stream())
            .flatMap(change -> Values.otherNames(change).stream())
            .anyMatch(constraint.columns()::contains);
    if (ofOther) {
      throw new Refusal.Refused(
          new Refusal(
              UNDEFINED_OBJECT,
              "constraint \"%s\" for table \"%s\" does not exist"
                  .formatted(constraint.name(), table.name()),
              "",
              "",
              Optional.of(name.span())));
    }
  }
}
