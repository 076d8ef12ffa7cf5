package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.RowRewrite;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What INSERT and UPDATE have in common: which columns of the other shape are written, from what.
 */
final class WriteRewrite {

  private final Values values;
  private final Volatility volatility;

  WriteRewrite(Values values, Volatility volatility) {
    this.values = values;
    this.volatility = volatility;
  }

  /** A value that a statement gives to a logical column. */
  sealed interface Given {
    /** An expression of the statement. */
    record Written(Expression expression) implements Given {}

    /** The column's default: {@code DEFAULT}, or nothing was said of it. */
    record ByDefault() implements Given {}

    /** A value that a subquery of the rewriter's own has computed. */
    record Computed(String name) implements Given {}
  }

  /** The changes of a table whose other shape is written on their route. */
  List<RoutedChange> changes(LogicalTable table) {
    List<RoutedChange> changes = new ArrayList<>();
    for (LogicalColumn.Change change : table.changes()) {
      if (!values.route(change).writes(change.spoken().opposite())) {
        continue;
      }
      if (change.columns().moved().isEmpty()) {
        changes.add(routed(change, table));
      } else {
        MovedWrites.routed(change, table, routed(change, table)).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private RoutedChange routed(LogicalColumn.Change change, LogicalTable table) {
    List<LogicalColumn> columns =
        change.columns().columns(change.spoken()).stream()
            .map(column -> table.column(column.name()).orElseThrow())
            .toList();
    List<LogicalColumn> inputs =
        change.columns().inputsTo(change.spoken().opposite()).stream()
            .map(name -> input(name, change, table))
            .toList();
    return new RoutedChange(
        change.columns(), change.spoken(), values.route(change), columns, inputs);
  }

  /** A column that a mapping reads must be there, and be written as it is. */
  private static LogicalColumn input(String name, LogicalColumn.Change change, LogicalTable table) {
    LogicalColumn column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    Values.refused(
                        "%s has no column \"%s\", which a mapping of migration %s reads"
                            .formatted(table.name(), name, change.migration().id()),
                        "Mend the mapping in the rules file."));
    if (column.catalog().filter(CatalogColumn::computed).isPresent()) {
      throw Values.refused(
          "column \"%s\", which a mapping of migration %s reads, is computed by the database"
              .formatted(name, change.migration().id()),
          "Write into the mapping what it is computed from.");
    }
    return column;
  }

  /**
   * Refuses where a trigger or a rule changes rows behind the rewriting: what it makes of one shape
   * would not reach the other.
   */
  void checkTriggers(LogicalTable table, Span place) {
    if (table.relation().rewritesRows().isEmpty()) {
      return;
    }
    for (RoutedChange change : changes(table)) {
      List<String> columns =
          Stream.concat(
                  Stream.of(Shape.values())
                      .flatMap(shape -> change.change().columns(shape).stream())
                      .map(ShapeColumn::name),
                  change.inputs().stream().map(LogicalColumn::name))
              .toList();
      for (RowRewrite rewrite : table.relation().rewritesRows()) {
        if (rewrite.mayTouch(columns)) {
          throw Values.refused(
              "%s on %s may change rows after the statement was rewritten"
                  .formatted(rewrite.name(), table.name()),
              "Drop it for the time of the migration, or leave columns %s out of it."
                  .formatted(String.join(", ", columns)),
              Optional.of(place));
        }
      }
    }
  }

  /** A mapping takes whole values. */
  void checkWhole(Statement.TargetColumn target, List<RoutedChange> changes) {
    if (target.whole()) {
      return;
    }
    String name = target.name().name();
    boolean mapped =
        changes.stream()
            .anyMatch(
                change ->
                    change.has(name)
                        ? change.renamed().isEmpty() || change.writesSpoken()
                        : change.inputs().stream().anyMatch(input -> input.name().equals(name)));
    if (mapped) {
      throw Values.refused(
          "a part of column \"%s\" is written, of which only the whole can be mapped"
              .formatted(name),
          "Write the whole value.",
          Optional.of(target.span()));
    }
  }

  /** Whether computing a value twice may give two. */
  boolean isVolatile(Given given, LogicalColumn column) {
    if (given instanceof Given.Written written) {
      return volatility.changes(written.expression());
    }
    return given instanceof Given.ByDefault && volatility.changes(Values.defaultOf(column));
  }

  boolean hasDefault(LogicalColumn column) {
    return !Values.defaultOf(column).toUpperCase(Locale.ROOT).equals("NULL");
  }

  /** Whether a column is written under its own name, whatever else is computed from it. */
  static boolean writtenItself(String column, List<RoutedChange> changes) {
    return changes.stream()
        .filter(change -> change.has(column))
        .allMatch(RoutedChange::writesSpoken);
  }

  /**
   * Whether a value has to be computed beforehand: it would be computed more than once and might
   * differ, or beside others in a mapping, in which the order is another.
   */
  boolean isOnce(LogicalColumn column, Given given, List<RoutedChange> changes) {
    long uses = writtenItself(column.name(), changes) ? 1 : 0;
    boolean besideOthers = false;
    for (RoutedChange change : changes) {
      for (ShapeColumn other : change.others()) {
        long own = change.uses(column.name(), other);
        uses += own;
        besideOthers |= own > 0 && change.mapping(other.name()).columns().size() > 1;
      }
    }
    return (uses > 1 || besideOthers) && isVolatile(given, column);
  }

  /** Writes a given value as it stands: for a column that keeps name and type. */
  static void plain(SqlWriter out, LogicalColumn column, Given given) {
    if (given instanceof Given.Written written) {
      out.source(written.expression().span());
    } else if (given instanceof Given.Computed computed) {
      out.text(computed.name());
    } else {
      out.text(Values.defaultOf(column));
    }
  }

  /** Writes the value of a column of the other shape. */
  void mapped(
      SqlWriter out,
      RoutedChange change,
      String otherColumn,
      Function<LogicalColumn, Optional<Given>> given,
      Function<LogicalColumn, Edits.Piece> stored) {
    Values.mapping(
        out,
        change.mapping(otherColumn),
        name -> {
          LogicalColumn column = change.source(name);
          Optional<Given> value = given.apply(column);
          if (value.isEmpty()) {
            return stored.apply(column);
          }
          if (change.has(column.name())
              && !change.writesSpoken()
              && !change.change().isRename()
              && !(value.get() instanceof Given.ByDefault)) {
            AssignmentCast.checkElements(column);
          }
          // The very same column under another name is assigned the very same value: the
          // assignment casts it as it would have been.
          return change.change().isRename()
              ? piece -> plain(piece, column, value.get())
              : piece ->
                  AssignmentCast.write(
                      piece,
                      column,
                      checkOf(change, column, value.get()),
                      inner -> plain(inner, column, value.get()));
        });
  }

  private static AssignmentCast.Check checkOf(
      RoutedChange change, LogicalColumn column, Given value) {
    if (value instanceof Given.Written written
        && written.expression() instanceof Expression.Literal literal) {
      return AssignmentCast.checkOf(column, literal.kind());
    }
    return change.writesSpoken() || !change.has(column.name()) || value instanceof Given.ByDefault
        ? AssignmentCast.Check.ELSEWHERE
        : AssignmentCast.Check.HERE;
  }
}
