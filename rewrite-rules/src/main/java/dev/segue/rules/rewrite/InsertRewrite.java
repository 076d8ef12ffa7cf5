package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.rewrite.WriteRewrite.RoutedChange;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * INSERT into a migrating table: the column list becomes explicit, and each change's other columns
 * stand beside the spoken ones or in their place. VALUES stay VALUES: pgjdbc goes on rewriting
 * batches of them into multi-row inserts.
 */
final class InsertRewrite {

  private static final String SYNTAX_ERROR = "42601";

  private final Values values;
  private final Edits edits;
  private final WriteRewrite writes;

  InsertRewrite(Values values, Edits edits, WriteRewrite writes) {
    this.values = values;
    this.edits = edits;
    this.writes = writes;
  }

  void rewrite(Occurrence.InsertUse use) {
    Statement.Insert insert = use.statement();
    checkWhole(insert, use.table());
    if (insert.source() instanceof Statement.DefaultValues defaults) {
      defaultValues(defaults, use.table());
    } else if (insert.source() instanceof Statement.QuerySource source
        && source.query().body() instanceof Query.Values rows) {
      values(insert, rows, use.table());
    } else if (insert.source() instanceof Statement.QuerySource source) {
      query(use, source.query());
    }
  }

  private void checkWhole(Statement.Insert insert, LogicalTable table) {
    for (Statement.TargetColumn column : insert.columns()) {
      UpdateRewrite.checkWhole(column, table, values);
    }
  }

  /** {@code DEFAULT VALUES}: only defaults that reach another column need be said. */
  private void defaultValues(Statement.DefaultValues defaults, LogicalTable table) {
    List<RoutedChange> changes =
        writes.changes(table).stream().filter(change -> defaultMatters(change, writes)).toList();
    if (changes.isEmpty()) {
      return;
    }
    changes.forEach(change -> checkDefaults(change, defaults.span()));
    edits.replace(
        defaults.span(),
        out -> {
          out.text("(");
          join(out, changes.stream().map(WriteRewrite::otherNames).toList());
          out.text(") VALUES (");
          String separator = "";
          for (RoutedChange change : changes) {
            separator = appendMapped(out, change, separator, column -> new Given.ByDefault());
          }
          out.text(")");
        });
  }

  /** Whether a row that says nothing of a change's columns has other values in it than NULL. */
  private static boolean defaultMatters(RoutedChange change, WriteRewrite writes) {
    return !change.change().isRename() || change.columns().stream().anyMatch(writes::hasDefault);
  }

  private void checkDefaults(RoutedChange change, Span place) {
    for (LogicalColumn column : change.columns()) {
      writes.checkOnce(change, column, new Given.ByDefault(), place);
    }
  }

  private void values(Statement.Insert insert, Query.Values rows, LogicalTable table) {
    int width = rows.rows().isEmpty() ? 0 : rows.rows().get(0).items().size();
    List<String> listed = listed(insert, table, width);
    List<RoutedChange> changes = writes.changes(table);
    checkWidth(listed, width, table, rows.span());
    if (rows.rows().stream().anyMatch(row -> row.items().size() != width)) {
      throw error("VALUES lists must all be the same length", rows.span());
    }
    if (rows.rows().stream().anyMatch(row -> differsTwice(row, listed, changes))) {
      new InsertSelect(edits, writes).values(insert, rows, listed, changes, table);
      return;
    }
    if (insert.columns().isEmpty()) {
      explicitList(insert, listed, changes);
    } else {
      listEdits(insert.columns(), listed, changes);
    }
    rows.rows().forEach(row -> rowEdits(row, listed, changes));
  }

  /**
   * With columns added on both sides, PostgreSQL could not tell that there were too many or too few
   * values. Names that are no columns are for it to refuse first.
   */
  private static void checkWidth(List<String> listed, int width, LogicalTable table, Span place) {
    boolean known = listed.stream().allMatch(name -> table.column(name).isPresent());
    if (known && listed.size() != width) {
      throw error(
          listed.size() < width
              ? "INSERT has more expressions than target columns"
              : "INSERT has more target columns than expressions",
          place);
    }
  }

  private static Refusal.Refused error(String message, Span place) {
    return new Refusal.Refused(new Refusal(SYNTAX_ERROR, message, "", "", Optional.of(place)));
  }

  private boolean differsTwice(
      Query.ValuesRow row, List<String> listed, List<RoutedChange> changes) {
    return changes.stream()
        .anyMatch(
            change ->
                change.columns().stream()
                    .anyMatch(
                        column -> writes.differsTwice(change, column, given(row, listed, column))));
  }

  /** The logical columns that the rows give, in order. */
  private static List<String> listed(Statement.Insert insert, LogicalTable table, int width) {
    if (!insert.columns().isEmpty()) {
      return insert.columns().stream().map(column -> column.name().name()).toList();
    }
    if (!table.orderKnown()) {
      throw Values.refused(
          "the order of the columns of %s is not known: one of the old shape is gone"
              .formatted(table.relation().name()),
          "Name the columns that are inserted.",
          Optional.of(insert.target().span()));
    }
    return table.columns().stream().limit(width).map(LogicalColumn::name).toList();
  }

  private void explicitList(
      Statement.Insert insert, List<String> listed, List<RoutedChange> changes) {
    edits.insert(
        insert.target().span().end(),
        out -> {
          List<String> names = new ArrayList<>();
          for (String name : listed) {
            Optional<RoutedChange> replaced = replacedBy(changes, name);
            if (replaced.isEmpty()) {
              names.add(Quoting.identifier(name));
            } else if (isFirst(replaced.get(), listed, name)) {
              names.add(WriteRewrite.otherNames(replaced.get()));
            }
          }
          for (RoutedChange change : changes) {
            if (appended(change, listed)) {
              names.add(WriteRewrite.otherNames(change));
            }
          }
          out.text(" (");
          join(out, names);
          out.text(")");
        });
  }

  private void listEdits(
      List<Statement.TargetColumn> columns, List<String> listed, List<RoutedChange> changes) {
    List<Span> spans = columns.stream().map(Statement.TargetColumn::span).toList();
    for (RoutedChange change : changes) {
      if (appended(change, listed)) {
        edits.insert(
            spans.get(spans.size() - 1).end(),
            out -> out.text(", " + WriteRewrite.otherNames(change)));
      } else if (!change.writesSpoken()) {
        inPlace(spans, listed, change, out -> out.text(WriteRewrite.otherNames(change)));
      }
    }
  }

  private void rowEdits(Query.ValuesRow row, List<String> listed, List<RoutedChange> changes) {
    List<Span> spans = row.items().stream().map(Expression::span).toList();
    for (RoutedChange change : changes) {
      Edits.Piece mapped =
          out -> appendMapped(out, change, "", column -> given(row, listed, column));
      if (appended(change, listed)) {
        edits.insert(
            spans.get(spans.size() - 1).end(),
            out -> {
              out.text(", ");
              mapped.write(out);
            });
      } else if (!change.writesSpoken()) {
        inPlace(spans, listed, change, mapped);
      }
    }
  }

  /** What a row gives to a column. */
  static Given given(Query.ValuesRow row, List<String> listed, LogicalColumn column) {
    int at = listed.indexOf(column.name());
    if (at < 0 || at >= row.items().size() || row.items().get(at) instanceof Expression.Default) {
      return new Given.ByDefault();
    }
    return new Given.Written(row.items().get(at));
  }

  /** Whether the change's other columns stand at the end of the list. */
  private boolean appended(RoutedChange change, List<String> listed) {
    return appended(change, listed, writes);
  }

  static boolean appended(RoutedChange change, List<String> listed, WriteRewrite writes) {
    boolean given = change.columns().stream().anyMatch(column -> listed.contains(column.name()));
    return given ? change.writesSpoken() : defaultMatters(change, writes);
  }

  /** Puts a piece in the place of the change's first spoken column and takes the others out. */
  private void inPlace(
      List<Span> spans, List<String> listed, RoutedChange change, Edits.Piece piece) {
    for (int i = 0; i < listed.size(); i++) {
      String name = listed.get(i);
      if (replacedBy(List.of(change), name).isEmpty()) {
        continue;
      }
      if (isFirst(change, listed, name)) {
        edits.replace(spans.get(i), piece);
      } else {
        edits.replace(new Span(spans.get(i - 1).end(), spans.get(i).end()), "");
      }
    }
  }

  /** The change that takes a column out of the statement, its spoken shape not being written. */
  static Optional<RoutedChange> replacedBy(List<RoutedChange> changes, String name) {
    return changes.stream()
        .filter(change -> !change.writesSpoken())
        .filter(change -> change.columns().stream().anyMatch(column -> column.name().equals(name)))
        .findFirst();
  }

  static boolean isFirst(RoutedChange change, List<String> listed, String name) {
    return listed.stream()
        .filter(
            candidate ->
                change.columns().stream().anyMatch(column -> column.name().equals(candidate)))
        .findFirst()
        .filter(name::equals)
        .isPresent();
  }

  private String appendMapped(
      SqlWriter out,
      RoutedChange change,
      String separator,
      java.util.function.Function<LogicalColumn, Given> given) {
    String next = separator;
    for (var other : change.others()) {
      out.text(next);
      next = ", ";
      writes.mapped(
          out,
          change,
          other.name(),
          column -> Optional.of(given.apply(column)),
          column -> {
            throw new IllegalStateException("every column of an inserted row is given");
          });
    }
    return next;
  }

  /** INSERT … SELECT: names can be exchanged, values are computed from the query's. */
  private void query(Occurrence.InsertUse use, Query query) {
    Statement.Insert insert = use.statement();
    LogicalTable table = use.table();
    List<RoutedChange> changes = writes.changes(table);
    boolean named = !insert.columns().isEmpty();
    if (changes.isEmpty() && (named || table.exact())) {
      return;
    }
    List<String> namedColumns =
        insert.columns().stream().map(column -> column.name().name()).toList();
    boolean renamesOnly =
        changes.stream()
            .allMatch(
                change ->
                    change.change().isRename()
                        && !change.writesSpoken()
                        && !appended(change, namedColumns));
    if (named && renamesOnly) {
      listEdits(insert.columns(), namedColumns, changes);
      return;
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
    checkWidth(listed, width, table, query.span());
    new InsertSelect(edits, writes).query(insert, query, listed, changes, table);
  }

  private static void join(SqlWriter out, List<String> names) {
    out.text(String.join(", ", names));
  }
}
