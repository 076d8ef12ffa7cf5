package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Sight;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the values of columns: a logical column read from the shape that the route reads, and a
 * value on its way into a column, cast to what the column would have stored.
 */
final class Values {

  private final Routes routes;
  private final Sight sight;

  Values(Routes routes, Statement statement) {
    this.routes = routes;
    this.sight = sightOf(statement);
  }

  private static Sight sightOf(Statement statement) {
    boolean[] newest = {!Targets.of(statement).isEmpty()};
    statement.walk(node -> newest[0] |= node instanceof Query query && !query.lockings().isEmpty());
    return newest[0] ? Sight.NEWEST : Sight.SNAPSHOT;
  }

  Sight sight() {
    return sight;
  }

  Route route(LogicalColumn.Change change) {
    return routes.of(change);
  }

  /** The shape in which a column's value is found. */
  Shape shapeOf(LogicalColumn.Change change, Occurrence.Rows rows) {
    Route route = route(change);
    boolean writtenAsSpoken = rows.written() && route.writes(change.spoken());
    return writtenAsSpoken ? change.spoken() : route.reads();
  }

  /** Whether the value is found in the column itself. */
  boolean inPlace(LogicalColumn column, Occurrence.Rows rows) {
    return column.change().isEmpty()
        || shapeOf(column.change().get(), rows) == column.change().get().spoken();
  }

  /** The column of the other shape that holds the very same value, where one does. */
  static Optional<String> sameUnderOtherName(LogicalColumn column) {
    LogicalColumn.Change change = column.change().orElseThrow();
    return change.columns().isRename()
        ? Optional.of(change.columns().mappingTo(change.spoken()).get(column.name()))
            .map(MappingExpression::columnReferences)
            .map(references -> references.get(0).fields().get(0).name())
        : Optional.empty();
  }

  /** Writes the value of a logical column, of the type that it has in the spoken shape. */
  void read(
      SqlWriter out,
      LogicalTable table,
      LogicalColumn column,
      Occurrence.Rows rows,
      Optional<String> qualifier) {
    if (inPlace(column, rows)) {
      out.text(qualified(qualifier, column.name()));
      return;
    }
    Optional<String> renamed = sameUnderOtherName(column);
    if (renamed.isPresent()) {
      out.text(qualified(qualifier, renamed.get()));
      return;
    }
    LogicalColumn.Change change = column.change().orElseThrow();
    MappingExpression mapping =
        change
            .columns()
            .readingOf(change.spoken(), column.name(), rows.written() ? Sight.WRITTEN : sight);
    ColumnType type =
        column
            .type()
            .orElseThrow(
                () ->
                    refused(
                        "the type of column \"%s\" of %s is not known"
                            .formatted(column.name(), table.name()),
                        "Name its type in the rule, or run expand for the migration."));
    out.text("CAST(");
    // A row that is not there has NULL in all its columns, whatever NULL is mapped to. And where no
    // column is read, something of the row must be: GROUP BY looks at constants in another way.
    boolean guarded =
        rows.mayBeMissing()
            ? isOfTheRow(change) && !NullMapping.keepsNull(mapping.tree())
            : !rows.written() && qualifier.isPresent() && mapping.columnReferences().isEmpty();
    if (guarded) {
      out.text("CASE WHEN " + qualified(qualifier, "tableoid") + " IS NOT NULL THEN ");
    }
    mapping(out, mapping, name -> writer -> writer.text(qualified(qualifier, name)));
    out.text((guarded ? " END AS " : " AS ") + type.formatted() + ")");
  }

  /** Whether a mapping may make something of NULL: what is looked up for it is NULL. */
  private static boolean isOfTheRow(LogicalColumn.Change change) {
    return change.columns().lookup().isEmpty() && change.columns().moved().isEmpty();
  }

  private static String qualified(Optional<String> qualifier, String name) {
    return qualifier.map(text -> text + ".").orElse("") + Quoting.identifier(name);
  }

  /** Writes a mapping with each of its columns replaced by a value. */
  static void mapping(
      SqlWriter out, MappingExpression mapping, Function<String, Edits.Piece> values) {
    int at = 0;
    for (Expression.ColumnReference reference : mapping.columnReferences()) {
      Span span = reference.span();
      String rest = mapping.sql().substring(span.end());
      // Of an element's array only a column may stand without parentheses.
      boolean element = rest.stripLeading().startsWith("[");
      out.text(mapping.sql().substring(at, span.start()) + (element ? "(" : ""));
      values.apply(reference.fields().get(0).name()).write(out);
      out.text(element ? ")" : "");
      at = span.end();
    }
    out.text(mapping.sql().substring(at));
  }

  /** The default of an omitted column; {@code NULL} where it has none. */
  static String defaultOf(LogicalColumn column) {
    return column.catalog().flatMap(catalog -> catalog.defaultExpression()).orElse("NULL");
  }

  static Refusal.Refused refused(String message, String hint) {
    return refused(message, hint, Optional.empty());
  }

  static Refusal.Refused refused(String message, String hint, Optional<Span> place) {
    return new Refusal.Refused(new Refusal(Refusal.NOT_SUPPORTED, message, "", hint, place));
  }

  /** The names of the columns of the other shape. */
  static List<String> otherNames(LogicalColumn.Change change) {
    return change.columns().columns(change.spoken().opposite()).stream()
        .map(column -> column.name())
        .toList();
  }
}
