package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.rewrite.WriteRewrite.RoutedChange;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * INSERT of rows that are computed first and mapped then: {@code INSERT INTO t (a, b) SELECT
 * segue.c1, up(segue.c1) FROM (the application's query) AS segue (c1)}. For INSERT … SELECT, and
 * for VALUES that must be computed once.
 */
final class InsertSelect {

  private static final String ROWS = "segue";

  private final Edits edits;
  private final WriteRewrite writes;

  InsertSelect(Edits edits, WriteRewrite writes) {
    this.edits = edits;
    this.writes = writes;
  }

  /** The rows of a query. */
  void query(
      Statement.Insert insert,
      Query query,
      List<String> listed,
      List<RoutedChange> changes,
      LogicalTable table) {
    query.with().ifPresent(InsertSelect::checkReadsOnly);
    typeUntyped(query.body(), listed, table);
    write(insert, listed, changes, out -> out.source(query.span()));
  }

  /** PostgreSQL has data-modifying WITH at the top of a statement only. */
  private static void checkReadsOnly(With with) {
    for (With.CommonTable table : with.tables()) {
      if (!(table.body() instanceof Statement.Select)) {
        throw Values.refused(
            "a common table of an INSERT's query writes",
            "Put the WITH before INSERT.",
            Optional.of(table.span()));
      }
    }
  }

  /**
   * A constant or parameter in the list of the very query that is inserted gets the type of its
   * column (manual, 10.4); in a subquery it would be text.
   */
  private void typeUntyped(Query.Body body, List<String> listed, LogicalTable table) {
    if (body instanceof Query.Nested nested) {
      typeUntyped(nested.query().body(), listed, table);
    } else if (body instanceof Query.Select select) {
      List<SelectItem> items = select.items();
      for (int i = 0; i < Math.min(items.size(), listed.size()); i++) {
        Expression expression = items.get(i).expression();
        if (isStar(expression)) {
          return;
        }
        Optional<LogicalColumn> column = table.column(listed.get(i));
        if (isUntyped(expression) && column.isPresent()) {
          edits.replace(
              expression.span(),
              out ->
                  AssignmentCast.untyped(
                      out, column.get(), inner -> inner.source(expression.span())));
        }
      }
    }
  }

  private static boolean isStar(Expression expression) {
    return expression instanceof Expression.ColumnReference reference && reference.star();
  }

  private static boolean isUntyped(Expression expression) {
    return expression instanceof Expression.Parameter
        || (expression instanceof Expression.Literal literal
            && (literal.kind() == Expression.LiteralKind.STRING
                || literal.kind() == Expression.LiteralKind.NULL))
        || (expression instanceof Expression.Parenthesized inner && isUntyped(inner.inner()));
  }

  /** The rows of VALUES, each value computed once and as its column would store it. */
  void values(
      Statement.Insert insert,
      Query.Values rows,
      List<String> listed,
      List<RoutedChange> changes,
      LogicalTable table) {
    List<LogicalColumn> columns = new ArrayList<>();
    for (String name : listed) {
      Optional<LogicalColumn> column = table.column(name);
      if (column.isEmpty()) {
        // PostgreSQL says that there is no such column.
        return;
      }
      columns.add(column.get());
    }
    write(
        insert,
        listed,
        changes,
        out -> {
          out.text("VALUES ");
          String separator = "";
          for (Query.ValuesRow row : rows.rows()) {
            out.text(separator);
            separator = ", ";
            row(out, row, columns);
          }
          // A query with OFFSET is not merged into the one around it, where its values might be
          // computed once for each use.
          out.text(" OFFSET 0");
        });
  }

  private static void row(SqlWriter out, Query.ValuesRow row, List<LogicalColumn> columns) {
    String separator = "(";
    for (int i = 0; i < columns.size(); i++) {
      LogicalColumn column = columns.get(i);
      Expression item = row.items().get(i);
      out.text(separator);
      separator = ", ";
      if (item instanceof Expression.Default) {
        checkOrdinary(column, item.span());
        AssignmentCast.write(
            out,
            column,
            AssignmentCast.Check.ELSEWHERE,
            inner -> inner.text(Values.defaultOf(column)));
      } else {
        AssignmentCast.write(
            out, column, AssignmentCast.Check.HERE, inner -> inner.source(item.span()));
      }
    }
    out.text(")");
  }

  private static void checkOrdinary(LogicalColumn column, Span place) {
    if (column.catalog().filter(known -> known.generated()).isPresent()) {
      throw Values.refused(
          "the value that the database generates for column \"%s\" cannot be computed beforehand"
              .formatted(column.name()),
          "Leave the column out.",
          Optional.of(place));
    }
  }

  private void write(
      Statement.Insert insert, List<String> listed, List<RoutedChange> changes, Edits.Piece rows) {
    checkDefaults(insert, listed, changes);
    List<RoutedChange> appended =
        changes.stream().filter(change -> InsertRewrite.appended(change, listed, writes)).toList();
    Edits.Piece names = out -> names(out, insert, listed, changes, appended);
    if (insert.columns().isEmpty()) {
      edits.insert(
          insert.target().span().end(),
          out -> {
            out.text(" (");
            names.write(out);
            out.text(")");
          });
    } else {
      List<Statement.TargetColumn> columns = insert.columns();
      edits.replace(columns.get(0).span().to(columns.get(columns.size() - 1).span()), names);
    }
    edits.replace(
        insert.source().span(),
        out -> {
          out.text("SELECT ");
          items(out, listed, changes, appended);
          out.text(" FROM (");
          rows.write(out);
          out.text(") AS " + ROWS + " (");
          out.text(
              IntStream.range(0, listed.size())
                  .mapToObj(i -> "c" + (i + 1))
                  .collect(Collectors.joining(", ")));
          out.text(")");
        });
  }

  /** A column that is not named is computed by the database, and again for its other shape. */
  private void checkDefaults(
      Statement.Insert insert, List<String> listed, List<RoutedChange> changes) {
    for (RoutedChange change : changes) {
      for (LogicalColumn column : change.columns()) {
        if (!listed.contains(column.name())) {
          writes.checkOnce(change, column, new Given.ByDefault(), insert.target().span());
        }
      }
    }
  }

  private static void names(
      SqlWriter out,
      Statement.Insert insert,
      List<String> listed,
      List<RoutedChange> changes,
      List<RoutedChange> appended) {
    String separator = "";
    for (int i = 0; i < listed.size(); i++) {
      String name = listed.get(i);
      Optional<RoutedChange> replaced = InsertRewrite.replacedBy(changes, name);
      if (replaced.isPresent() && !InsertRewrite.isFirst(replaced.get(), listed, name)) {
        continue;
      }
      out.text(separator);
      separator = ", ";
      if (replaced.isPresent()) {
        out.text(WriteRewrite.otherNames(replaced.get()));
      } else if (insert.columns().isEmpty()) {
        out.text(Quoting.identifier(name));
      } else {
        out.source(insert.columns().get(i).span());
      }
    }
    for (RoutedChange change : appended) {
      out.text(separator + WriteRewrite.otherNames(change));
      separator = ", ";
    }
  }

  private void items(
      SqlWriter out, List<String> listed, List<RoutedChange> changes, List<RoutedChange> appended) {
    String separator = "";
    for (int i = 0; i < listed.size(); i++) {
      String name = listed.get(i);
      Optional<RoutedChange> replaced = InsertRewrite.replacedBy(changes, name);
      if (replaced.isPresent() && !InsertRewrite.isFirst(replaced.get(), listed, name)) {
        continue;
      }
      out.text(separator);
      separator = ", ";
      if (replaced.isPresent()) {
        mapped(out, replaced.get(), listed);
      } else {
        out.text(computed(i));
      }
    }
    for (RoutedChange change : appended) {
      out.text(separator);
      separator = ", ";
      mapped(out, change, listed);
    }
  }

  private static String computed(int index) {
    return ROWS + ".c" + (index + 1);
  }

  private void mapped(SqlWriter out, RoutedChange change, List<String> listed) {
    String separator = "";
    for (ShapeColumn other : change.others()) {
      out.text(separator);
      separator = ", ";
      writes.mapped(
          out,
          change,
          other.name(),
          column -> Optional.of(given(column, listed)),
          column -> {
            throw new IllegalStateException("every column of an inserted row is given");
          });
    }
  }

  private static Given given(LogicalColumn column, List<String> listed) {
    int at = listed.indexOf(column.name());
    return at < 0 ? new Given.ByDefault() : new Given.Computed(computed(at));
  }
}
