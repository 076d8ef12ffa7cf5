package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.rewrite.WriteRewrite.RoutedChange;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The INSERT of a MERGE. It is rewritten as an INSERT of its own, save that it takes nothing but
 * one row of VALUES: there is no query in which a value could be computed once for both shapes.
 */
final class MergeRewrite {

  private final InsertRewrite inserts;
  private final WriteRewrite writes;

  MergeRewrite(InsertRewrite inserts, WriteRewrite writes) {
    this.inserts = inserts;
    this.writes = writes;
  }

  void rewrite(Occurrence.MergeInsertUse use) {
    Statement.Insert insert = use.statement();
    Optional<Query.ValuesRow> row = row(insert);
    for (RoutedChange change : writes.changes(use.table())) {
      for (LogicalColumn column : change.columns()) {
        Given given =
            row.map(values -> given(values, insert, use.table(), column))
                .orElseGet(Given.ByDefault::new);
        writes.checkOnce(change, column, given, place(given, insert));
      }
    }
    inserts.rewrite(
        new Occurrence.InsertUse(insert, use.table(), row.map(values -> values.items().size())));
  }

  private static Optional<Query.ValuesRow> row(Statement.Insert insert) {
    return insert.source() instanceof Statement.QuerySource source
            && source.query().body() instanceof Query.Values values
        ? Optional.of(values.rows().get(0))
        : Optional.empty();
  }

  private static Given given(
      Query.ValuesRow row, Statement.Insert insert, LogicalTable table, LogicalColumn column) {
    List<String> listed =
        insert.columns().isEmpty()
            ? table.columns().stream().map(LogicalColumn::name).toList()
            : insert.columns().stream().map(target -> target.name().name()).toList();
    return InsertRewrite.given(row, listed, column);
  }

  private static Span place(Given given, Statement.Insert insert) {
    return given instanceof Given.Written written
        ? written.expression().span()
        : insert.target().span();
  }
}
