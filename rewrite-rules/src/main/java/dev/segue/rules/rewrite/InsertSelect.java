package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.rewrite.InsertColumns.Column;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * INSERT of rows that are computed first and mapped then: {@code INSERT INTO t (a, b) SELECT
 * segue.c1, up(segue.c1) FROM (the application's query) AS segue (c1)}. For INSERT … SELECT, and
 * for values and defaults that must be computed once.
 */
final class InsertSelect {

  private static final String ROWS = "segue";
  private static final String INNER = "segue_rows";

  private final Edits edits;
  private final WriteRewrite writes;
  private final Overriding overriding;
  private final Destination destination;

  /**
   * @param destination what becomes of the rows
   */
  InsertSelect(Edits edits, WriteRewrite writes, Overriding overriding, Destination destination) {
    this.edits = edits;
    this.writes = writes;
    this.overriding = overriding;
    this.destination = destination;
  }

  /** Where rows go that are computed first. */
  @FunctionalInterface
  interface Destination {

    /**
     * Takes the rows of an INSERT.
     *
     * @param written the physical columns that they have
     * @param override the OVERRIDING clause that they need; empty where none
     */
    void take(
        Statement.Insert insert,
        InsertColumns columns,
        List<Column> written,
        String override,
        Edits.Piece rows);

    /** The columns whose defaults are to be computed beforehand, though nothing else needs it. */
    default List<LogicalColumn> keys(InsertColumns columns) {
      return List.of();
    }
  }

  private List<LogicalColumn> beforehand(InsertColumns columns, List<LogicalColumn> defaults) {
    return Stream.concat(defaults.stream(), destination.keys(columns).stream()).distinct().toList();
  }

  /** The rows of a query. */
  void query(Statement.Insert insert, Query query, InsertColumns columns) {
    typeUntyped(query.body(), columns.listed(), columns.table());
    List<LogicalColumn> defaults =
        beforehand(columns, columns.hasDefaultOnce() ? columns.volatileDefaults() : List.of());
    Edits.Piece rows = out -> out.source(query.span());
    write(
        insert,
        columns,
        defaults,
        false,
        defaults.isEmpty()
            ? rows
            : out -> {
              out.text("SELECT " + INNER + ".*");
              defaults.forEach(column -> byDefault(out.text(", "), column));
              out.text(" FROM (");
              rows.write(out);
              out.text(") AS " + INNER + " OFFSET 0");
            });
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
  void values(Statement.Insert insert, Query.Values rows, InsertColumns columns) {
    List<LogicalColumn> given = new ArrayList<>();
    for (String name : columns.listed()) {
      Optional<LogicalColumn> column = columns.table().column(name);
      if (column.isEmpty()) {
        // PostgreSQL says that there is no such column.
        return;
      }
      given.add(column.get());
    }
    List<LogicalColumn> defaults = beforehand(columns, columns.volatileDefaults());
    write(
        insert,
        columns,
        defaults,
        generatesListed(rows, given),
        out -> {
          out.text("VALUES ");
          String separator = "";
          for (Query.ValuesRow row : rows.rows()) {
            out.text(separator);
            separator = ", ";
            row(out, row, given, defaults);
          }
          // A query with OFFSET is not merged into the one around it, where its values might be
          // computed once for each use.
          out.text(" OFFSET 0");
        });
  }

  private static void row(
      SqlWriter out,
      Query.ValuesRow row,
      List<LogicalColumn> columns,
      List<LogicalColumn> defaults) {
    String separator = "(";
    for (int i = 0; i < columns.size(); i++) {
      LogicalColumn column = columns.get(i);
      Expression item = row.items().get(i);
      out.text(separator);
      separator = ", ";
      if (item instanceof Expression.Default) {
        byDefault(out, column);
      } else {
        AssignmentCast.write(
            out, column, AssignmentCast.Check.HERE, inner -> inner.source(item.span()));
      }
    }
    defaults.forEach(column -> byDefault(out.text(", "), column));
    out.text(")");
  }

  /** {@code DEFAULT VALUES} with defaults that must be computed once. */
  void defaults(Statement.Insert insert, InsertColumns columns) {
    List<LogicalColumn> defaults = beforehand(columns, columns.volatileDefaults());
    write(
        insert,
        columns,
        defaults,
        false,
        out -> {
          out.text("SELECT");
          String separator = " ";
          for (LogicalColumn column : defaults) {
            byDefault(out.text(separator), column);
            separator = ", ";
          }
          out.text(" OFFSET 0");
        });
  }

  private static void byDefault(SqlWriter out, LogicalColumn column) {
    AssignmentCast.write(
        out, column, AssignmentCast.Check.ELSEWHERE, inner -> inner.text(Values.defaultOf(column)));
  }

  /** Whether DEFAULT stands for a value that the database generates, in all rows or in none. */
  private static boolean generatesListed(Query.Values rows, List<LogicalColumn> columns) {
    boolean generates = false;
    for (int i = 0; i < columns.size(); i++) {
      int at = i;
      List<Query.ValuesRow> generated =
          rows.rows().stream()
              .filter(row -> row.items().get(at) instanceof Expression.Default)
              .toList();
      Optional<CatalogColumn> known = columns.get(i).catalog().filter(CatalogColumn::generated);
      if (generated.isEmpty() || known.isEmpty()) {
        continue;
      }
      if (known.get().computed() || generated.size() < rows.rows().size()) {
        throw Values.refused(
            "the value that the database generates for column \"%s\" cannot be computed beforehand"
                .formatted(columns.get(i).name()),
            "Leave the column out.",
            Optional.of(generated.get(0).items().get(at).span()));
      }
      generates = true;
    }
    return generates;
  }

  /**
   * @param defaults the columns of the rows behind those that are listed
   * @param generated whether a listed column has a value that the database would generate
   */
  private void write(
      Statement.Insert insert,
      InsertColumns columns,
      List<LogicalColumn> defaults,
      boolean generated,
      Edits.Piece rows) {
    List<Column> written = new ArrayList<>(columns.all());
    defaults.stream()
        .filter(column -> WriteRewrite.writtenItself(column.name(), columns.changes()))
        .forEach(column -> written.add(new Column.Defaulted(column)));
    if (written.isEmpty()) {
      written.add(new Column.Defaulted(columns.filler()));
    }
    String override = overriding.of(insert, columns, defaults, generated);
    destination.take(
        insert,
        columns,
        written,
        override,
        out -> {
          out.text("SELECT ");
          items(out, columns, defaults, written);
          out.text(" FROM (");
          rows.write(out);
          out.text(") AS " + ROWS);
          int width = columns.listed().size() + defaults.size();
          if (width > 0) {
            out.text(
                IntStream.rangeClosed(1, width)
                    .mapToObj(i -> "c" + i)
                    .collect(Collectors.joining(", ", " (", ")")));
          }
        });
  }

  private void items(
      SqlWriter out, InsertColumns columns, List<LogicalColumn> defaults, List<Column> written) {
    String separator = "";
    for (Column column : written) {
      out.text(separator);
      separator = ", ";
      if (column instanceof Column.Listed listed) {
        out.text(computed(listed.index()));
      } else if (column instanceof Column.Defaulted defaulted) {
        item(out, defaulted.column(), given(defaulted.column(), columns, defaults));
      } else if (column instanceof Column.Other other) {
        writes.mapped(
            out,
            other.change(),
            other.column().name(),
            source -> Optional.of(given(source, columns, defaults)),
            source -> {
              throw new IllegalStateException("every column of an inserted row is given");
            });
      }
    }
  }

  /** In rows that are computed first a NULL of no type would be text. */
  private static void item(SqlWriter out, LogicalColumn column, Given given) {
    if (given instanceof Given.ByDefault) {
      byDefault(out, column);
    } else {
      WriteRewrite.plain(out, column, given);
    }
  }

  private static String computed(int index) {
    return ROWS + ".c" + (index + 1);
  }

  private static Given given(
      LogicalColumn column, InsertColumns columns, List<LogicalColumn> defaults) {
    int at = columns.listed().indexOf(column.name());
    int beforehand = defaults.indexOf(column);
    if (at >= 0) {
      return new Given.Computed(computed(at));
    }
    return beforehand >= 0
        ? new Given.Computed(computed(columns.listed().size() + beforehand))
        : new Given.ByDefault();
  }
}
