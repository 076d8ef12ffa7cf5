package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.RowRewrite;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
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

  /** A change of a table under its route. */
  record RoutedChange(ColumnChange change, Shape spoken, Route route, List<LogicalColumn> columns) {

    boolean writesSpoken() {
      return route.writes(spoken);
    }

    boolean writesOther() {
      return route.writes(spoken.opposite());
    }

    List<ShapeColumn> others() {
      return change.columns(spoken.opposite());
    }

    /** One column on either side: it can take the other's place in a list. */
    boolean oneToOneColumn() {
      return columns.size() == 1 && others().size() == 1;
    }

    MappingExpression mapping(String otherColumn) {
      return change.mappingTo(spoken.opposite()).get(otherColumn);
    }
  }

  /** The changes of a table whose other shape is written on their route. */
  List<RoutedChange> changes(LogicalTable table) {
    List<RoutedChange> changes = new ArrayList<>();
    for (LogicalColumn.Change change : table.changes()) {
      List<LogicalColumn> columns =
          change.columns().columns(change.spoken()).stream()
              .map(column -> table.column(column.name()).orElseThrow())
              .toList();
      RoutedChange routed =
          new RoutedChange(change.columns(), change.spoken(), values.route(change), columns);
      if (routed.writesOther()) {
        changes.add(routed);
      }
    }
    return changes;
  }

  /** Refuses to write what becomes another number of columns, or reads others of the row. */
  void checkKinds(LogicalTable table, Span place) {
    for (RoutedChange change : changes(table)) {
      if (change.change().kind() != ColumnChange.Kind.ONE_FOR_ONE
          || !change.change().inputs().isEmpty()) {
        throw Values.refused(
            "%s cannot be written while a migration splits, merges, adds or drops columns of it"
                .formatted(table.relation().name()),
            "Change one column into one, computed from it alone.",
            Optional.of(place));
      }
    }
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
          Stream.of(Shape.values())
              .flatMap(shape -> change.change().columns(shape).stream())
              .map(ShapeColumn::name)
              .toList();
      for (RowRewrite rewrite : table.relation().rewritesRows()) {
        if (rewrite.mayTouch(columns)) {
          throw Values.refused(
              "%s on %s may change rows after the statement was rewritten"
                  .formatted(rewrite.name(), table.relation().name()),
              "Drop it for the time of the migration, or leave columns %s out of it."
                  .formatted(String.join(", ", columns)),
              Optional.of(place));
        }
      }
    }
  }

  boolean isVolatile(Given given, LogicalColumn column) {
    if (given instanceof Given.Written written) {
      return volatility.changes(written.expression());
    }
    if (given instanceof Given.Computed) {
      return false;
    }
    return volatility.changes(defaultExpression(column));
  }

  private static Expression defaultExpression(LogicalColumn column) {
    return Parser.parseExpression(Values.defaultOf(column), new LexicalSettings(true, false));
  }

  boolean hasDefault(LogicalColumn column) {
    return !Values.defaultOf(column).toUpperCase(Locale.ROOT).equals("NULL");
  }

  /** Refuses a value that would be computed twice and might differ. */
  void checkOnce(RoutedChange change, LogicalColumn column, Given given, Span place) {
    if (differsTwice(change, column, given)) {
      throw Values.refused(
          "the value of column \"%s\" is written to both shapes and may differ when computed twice"
              .formatted(column.name()),
          "Compute it in the application, or in a statement before, and pass it as a parameter.",
          Optional.of(place));
    }
  }

  /** Whether a value would be computed twice and might differ. */
  boolean differsTwice(RoutedChange change, LogicalColumn column, Given given) {
    long uses = change.writesSpoken() ? 1 : 0;
    for (ShapeColumn other : change.others()) {
      uses +=
          change.mapping(other.name()).columnReferences().stream()
              .filter(reference -> reference.fields().get(0).name().equals(column.name()))
              .count();
    }
    return uses > 1 && isVolatile(given, column);
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
          LogicalColumn column =
              change.columns().stream()
                  .filter(candidate -> candidate.name().equals(name))
                  .findFirst()
                  .orElseThrow();
          Optional<Given> value = given.apply(column);
          if (value.isEmpty()) {
            return stored.apply(column);
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
      return AssignmentCast.takes(column, literal.kind())
          ? AssignmentCast.Check.ELSEWHERE
          : AssignmentCast.Check.HERE;
    }
    return change.writesSpoken() || value instanceof Given.ByDefault
        ? AssignmentCast.Check.ELSEWHERE
        : AssignmentCast.Check.HERE;
  }

  /** The list of the other shape's names, for a column list. */
  static String otherNames(RoutedChange change) {
    return String.join(
        ", ", change.others().stream().map(column -> Quoting.identifier(column.name())).toList());
  }
}
