package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.rewrite.InsertColumns.Column;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * INSERT into a migrating table: the column list becomes explicit, and each change's other columns
 * stand beside the spoken ones or in their place. VALUES stay VALUES: pgjdbc goes on rewriting
 * batches of them into multi-row inserts.
 */
final class InsertRewrite {

  private static final String SYNTAX_ERROR = "42601";

  private final StoredTables tables;
  private final Edits edits;
  private final WriteRewrite writes;
  private final Overriding overriding;
  private final InsertSelect computed;

  private final boolean computesAll;

  private InsertRewrite(
      String sql,
      StoredTables tables,
      Edits edits,
      WriteRewrite writes,
      InsertSelect.Destination destination,
      boolean computesAll) {
    this.tables = tables;
    this.edits = edits;
    this.writes = writes;
    this.overriding = new Overriding(sql);
    this.computed = new InsertSelect(edits, writes, overriding, destination);
    this.computesAll = computesAll;
  }

  /** Of an INSERT statement, which stays one. */
  static InsertRewrite inPlace(String sql, StoredTables tables, Edits edits, WriteRewrite writes) {
    return new InsertRewrite(
        sql,
        tables,
        edits,
        writes,
        (insert, columns, written, override, rows) ->
            write(edits, insert, columns, written, override, rows),
        false);
  }

  /** Of MERGE's INSERT, which takes one row of VALUES and no query. */
  static InsertRewrite ofMerge(String sql, StoredTables tables, Edits edits, WriteRewrite writes) {
    return new InsertRewrite(
        sql,
        tables,
        edits,
        writes,
        (insert, columns, written, override, rows) -> {
          throw Values.refused(
              "a value is written to both shapes and may differ when computed twice",
              "Compute it in the USING query, or in the application and pass it as a parameter.",
              Optional.of(insert.source().span()));
        },
        false);
  }

  /** Of an INSERT whose rows are computed first, whatever they are, and go somewhere else. */
  static InsertRewrite elsewhere(
      String sql,
      StoredTables tables,
      Edits edits,
      WriteRewrite writes,
      InsertSelect.Destination destination) {
    return new InsertRewrite(sql, tables, edits, writes, destination, true);
  }

  private static void write(
      Edits edits,
      Statement.Insert insert,
      InsertColumns columns,
      List<Column> written,
      String override,
      Edits.Piece rows) {
    Edits.Piece names = out -> names(out, insert, columns, written);
    if (insert.columns().isEmpty()) {
      edits.insert(
          insert.target().span().end(),
          out -> {
            out.text(" (");
            names.write(out);
            out.text(")");
          });
    } else {
      Span first = insert.columns().get(0).span();
      edits.replace(first.to(insert.columns().get(insert.columns().size() - 1).span()), names);
    }
    edits.replace(
        insert.source().span(),
        out -> {
          out.text(override);
          rows.write(out);
        });
  }

  void rewrite(Occurrence.InsertUse use) {
    Statement.Insert insert = use.statement();
    List<RoutedChange> changes = writes.changes(use.table());
    insert.columns().forEach(column -> writes.checkWhole(column, changes));
    if (insert.source() instanceof Statement.DefaultValues defaults) {
      defaultValues(insert, defaults, new InsertColumns(List.of(), changes, use.table(), writes));
    } else if (insert.source() instanceof Statement.QuerySource source
        && source.query().body() instanceof Query.Values rows) {
      values(insert, rows, changes, use.table());
    } else if (insert.source() instanceof Statement.QuerySource source) {
      query(use, source.query(), changes);
    }
  }

  /** {@code DEFAULT VALUES}: only defaults that reach another column need be said. */
  private void defaultValues(
      Statement.Insert insert, Statement.DefaultValues defaults, InsertColumns columns) {
    if (computesAll) {
      computed.defaults(insert, columns);
      return;
    }
    List<Column> written = columns.appended();
    if (written.isEmpty()) {
      return;
    }
    if (columns.hasDefaultOnce()) {
      computed.defaults(insert, columns);
      return;
    }
    edits.replace(
        defaults.span(),
        out -> {
          out.text("(");
          names(out, insert, columns, written);
          out.text(") VALUES (");
          items(out, written, name -> new Given.ByDefault());
          out.text(")");
        });
  }

  private void values(
      Statement.Insert insert, Query.Values rows, List<RoutedChange> changes, LogicalTable table) {
    int width = rows.rows().isEmpty() ? 0 : rows.rows().get(0).items().size();
    List<String> listed = listed(insert, table, width);
    if (!hasWidth(listed, width, table, rows.span())) {
      return;
    }
    if (rows.rows().stream().anyMatch(row -> row.items().size() != width)) {
      throw error("VALUES lists must all be the same length", rows.span());
    }
    InsertColumns columns = new InsertColumns(listed, changes, table, writes);
    overriding.check(insert, columns);
    if (computesAll || rows.rows().stream().anyMatch(row -> hasOnce(row, columns))) {
      computed.values(insert, rows, columns);
      return;
    }
    columnList(insert, columns);
    rows.rows().forEach(row -> row(row, columns));
  }

  /**
   * With columns added on both sides, PostgreSQL could not tell that there were too many or too few
   * values. Names that are no columns are for it to refuse first: false, and nothing to be done.
   */
  private static boolean hasWidth(List<String> listed, int width, LogicalTable table, Span place) {
    boolean known = listed.stream().allMatch(name -> table.column(name).isPresent());
    if (known && listed.size() != width) {
      throw error(
          listed.size() < width
              ? "INSERT has more expressions than target columns"
              : "INSERT has more target columns than expressions",
          place);
    }
    return listed.size() == width;
  }

  private static Refusal.Refused error(String message, Span place) {
    return new Refusal.Refused(new Refusal(SYNTAX_ERROR, message, "", "", Optional.of(place)));
  }

  private boolean hasOnce(Query.ValuesRow row, InsertColumns columns) {
    return columns.changes().stream()
        .flatMap(RoutedChange::sources)
        .anyMatch(
            column ->
                writes.isOnce(column, given(row, columns.listed(), column), columns.changes()));
  }

  /** The logical columns that the rows give, in order. */
  private static List<String> listed(Statement.Insert insert, LogicalTable table, int width) {
    if (!insert.columns().isEmpty()) {
      return insert.columns().stream().map(column -> column.name().name()).toList();
    }
    Derived.checkOrder(table, insert.target().span());
    return table.columns().stream().limit(width).map(LogicalColumn::name).toList();
  }

  /** The list of columns, leaving as much of the text as it can. */
  private void columnList(Statement.Insert insert, InsertColumns columns) {
    if (insert.columns().isEmpty()) {
      edits.insert(
          insert.target().span().end(),
          out -> {
            out.text(" (");
            names(out, insert, columns, orFiller(columns));
            out.text(")");
          });
      return;
    }
    inPlace(
        insert.columns().stream().map(Statement.TargetColumn::span).toList(),
        columns,
        (out, written) -> names(out, insert, columns, written));
  }

  private void row(Query.ValuesRow row, InsertColumns columns) {
    inPlace(
        row.items().stream().map(Expression::span).toList(),
        columns,
        (out, written) -> {
          String separator = "";
          for (Column column : written) {
            out.text(separator);
            separator = ", ";
            if (column instanceof Column.Listed listed) {
              out.source(row.items().get(listed.index()).span());
            } else {
              item(out, column, source -> given(row, columns.listed(), source));
            }
          }
        });
  }

  /** Writes a list of physical columns, or of their values. */
  @FunctionalInterface
  private interface ListWriter {
    void write(SqlWriter out, List<Column> columns);
  }

  private void inPlace(List<Span> spans, InsertColumns columns, ListWriter writer) {
    Span last = spans.get(spans.size() - 1);
    if (columns.removes()) {
      edits.replace(spans.get(0).to(last), out -> writer.write(out, orFiller(columns)));
      return;
    }
    for (int i = 0; i < spans.size(); i++) {
      List<Column> own = columns.at(i);
      if (!own.equals(List.of(new Column.Listed(i)))) {
        edits.replace(spans.get(i), out -> writer.write(out, own));
      }
    }
    if (!columns.appended().isEmpty()) {
      edits.insert(
          last.end(),
          out -> {
            out.text(", ");
            writer.write(out, columns.appended());
          });
    }
  }

  private static List<Column> orFiller(InsertColumns columns) {
    List<Column> all = columns.all();
    return all.isEmpty() ? List.of(new Column.Defaulted(columns.filler())) : all;
  }

  /** What a row gives to a column. */
  private static Given given(Query.ValuesRow row, List<String> listed, LogicalColumn column) {
    int at = listed.indexOf(column.name());
    if (at < 0 || at >= row.items().size() || row.items().get(at) instanceof Expression.Default) {
      return new Given.ByDefault();
    }
    return new Given.Written(row.items().get(at));
  }

  /** The names of physical columns. */
  static void names(
      SqlWriter out, Statement.Insert insert, InsertColumns columns, List<Column> written) {
    String separator = "";
    for (Column column : written) {
      out.text(separator);
      separator = ", ";
      if (column instanceof Column.Listed listed && !insert.columns().isEmpty()) {
        out.source(insert.columns().get(listed.index()).span());
      } else {
        out.text(Quoting.identifier(columns.nameOf(column)));
      }
    }
  }

  private void items(SqlWriter out, List<Column> written, Function<LogicalColumn, Given> given) {
    String separator = "";
    for (Column column : written) {
      out.text(separator);
      separator = ", ";
      item(out, column, given);
    }
  }

  private void item(SqlWriter out, Column column, Function<LogicalColumn, Given> given) {
    if (column instanceof Column.Other other) {
      writes.mapped(
          out,
          other.change(),
          other.column().name(),
          source -> Optional.of(given.apply(source)),
          source -> {
            throw new IllegalStateException("every column of an inserted row is given");
          });
    } else {
      out.text("DEFAULT");
    }
  }

  /** INSERT … SELECT: names can be exchanged, values are computed from the query's. */
  private void query(Occurrence.InsertUse use, Query query, List<RoutedChange> changes) {
    Statement.Insert insert = use.statement();
    LogicalTable table = use.table();
    boolean named = !insert.columns().isEmpty();
    // Of two tables that of the other shape may have the same columns in another order.
    if (!computesAll && changes.isEmpty() && (named || table.exact() && tables.isSpoken(table))) {
      return;
    }
    if (!computesAll && named) {
      InsertColumns columns = new InsertColumns(listed(insert, table, 0), changes, table, writes);
      if (renamesOnly(columns)) {
        columnList(insert, columns);
        return;
      }
    }
    int width =
        use.width()
            .orElseThrow(
                () ->
                    Values.refused(
                        "it is not certain how many columns the query of an INSERT has",
                        "Name them instead of using a star.",
                        Optional.of(query.span())));
    List<String> listed = listed(insert, table, width);
    if (!hasWidth(listed, width, table, query.span())) {
      return;
    }
    InsertColumns columns = new InsertColumns(listed, changes, table, writes);
    overriding.check(insert, columns);
    if (!computesAll && columns.same()) {
      if (!listed.isEmpty()) {
        columnList(insert, columns);
      }
      return;
    }
    computed.query(insert, query, columns);
  }

  /** Whether each listed column has its value under one name, and nothing else is written. */
  private static boolean renamesOnly(InsertColumns columns) {
    Stream<Column> all = columns.all().stream();
    return columns.all().size() == columns.listed().size()
        && columns.appended().isEmpty()
        && !columns.removes()
        && all.allMatch(
            column ->
                !(column instanceof Column.Other other) || other.change().change().isRename());
  }
}
