package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.sql.tree.Span;
import java.util.function.Predicate;

/**
 * Writes the row of a table in migration as a row of its logical columns, with their names, for
 * places where its type cannot be seen: {@code (SELECT COALESCE(segue.*) FROM (SELECT c.id,
 * c.full_name AS name) AS segue)}.
 *
 * <p>COALESCE makes of {@code segue.*} one value, where a select list would take it apart, and no
 * column can be meant by it. A row that an outer join did not find is NULL, which is another thing
 * than a row of NULLs (manual, 9.2); that of the table's system columns tells it.
 */
final class LogicalRow {

  private final Values values;
  private final Derived derived;
  private final Predicate<LogicalTable> untouched;
  private final Derived.Columns columns;

  LogicalRow(
      Values values, Derived derived, Predicate<LogicalTable> untouched, Derived.Columns columns) {
    this.values = values;
    this.derived = derived;
    this.untouched = untouched;
    this.columns = columns;
  }

  /** Whether it is written as it stands. */
  boolean stays(Occurrence.StarPart.Logical row) {
    return derived.has(row.item()) || untouched.test(row.table());
  }

  /** The row as one value. */
  void row(Occurrence.RowUse use, Edits edits) {
    Occurrence.StarPart.Logical row = use.row();
    if (stays(row)) {
      return;
    }
    String found =
        row.rows().mayBeMissing()
            ? " WHERE " + row.qualifier().orElseThrow() + ".tableoid IS NOT NULL"
            : "";
    edits.replace(
        use.span(),
        out -> {
          out.text("(SELECT COALESCE(segue.*) FROM (SELECT ");
          columns.write(out, row.found(), use.span());
          out.text(found + ") AS segue)");
        });
  }

  /** The row's columns as items of another row. */
  void columns(Occurrence.RowColumnsUse use, Edits edits) {
    Occurrence.StarPart.Logical row = use.row();
    if (stays(row)) {
      return;
    }
    edits.replace(use.span(), out -> columns(out, row, use.span()));
  }

  private void columns(SqlWriter out, Occurrence.StarPart.Logical row, Span place) {
    LogicalTable table = row.table();
    Derived.checkOrder(table, place);
    String separator = "";
    for (LogicalColumn column : table.columns()) {
      out.text(separator);
      separator = ", ";
      values.read(out, table, column, row.rows(), row.qualifier());
    }
  }
}
