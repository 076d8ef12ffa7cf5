package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of a table of several parts that UPDATE or DELETE finds: a query of the parts that are
 * wanted, under the same condition, which locks them. Immutable.
 *
 * <p>PostgreSQL computes what the query shows anew where it had to wait for a lock (manual, 13.2.1
 * Read Committed), as it would for an UPDATE of one table.
 *
 * @param joined the parts that are wanted
 * @param qualifier the text by which the statement names the row
 * @param others the items of FROM or USING
 * @param lockedFirst the one table of the other shape, where its rows are locked first
 * @param lock the locking clause
 */
record FoundRows(
    JoinedParts joined,
    String qualifier,
    List<FromItem> others,
    Optional<Expression> where,
    Optional<Follower> lockedFirst,
    String lock) {

  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  /**
   * Checks that nothing of the statement needs the table itself.
   *
   * @throws Refusal.Refused if something does
   */
  static void check(Node statement, Optional<Expression> where) {
    where
        .filter(Expression.CurrentOf.class::isInstance)
        .ifPresent(
            current -> {
              throw Values.refused(
                  "a row of a table of several parts is written where a cursor stands",
                  "Write it by its primary key.",
                  Optional.of(current.span()));
            });
    statement.walk(
        node -> {
          if (node instanceof Expression.ColumnReference reference
              && !reference.fields().isEmpty()
              && SYSTEM_COLUMNS.contains(
                  reference.fields().get(reference.fields().size() - 1).name())) {
            throw Values.refused(
                "a system column is read where a table of several parts is written",
                "Name the row by its primary key.",
                Optional.of(reference.span()));
          }
        });
  }

  /** The columns of the parts, each once. */
  List<String> columns() {
    return joined.parts().stream()
        .flatMap(part -> part.columns().stream())
        .filter(CatalogColumn::present)
        .map(CatalogColumn::name)
        .distinct()
        .toList();
  }

  /**
   * Writes the query, each row of it once.
   *
   * @param columns those that it shows, in their order
   * @param key those of them that tell one row from another
   */
  void query(SqlWriter out, List<String> columns, List<String> key, Edits.Piece items) {
    if (others.isEmpty()) {
      select(out, items);
      return;
    }
    // What is joined may find a row several times.
    out.text(
        key.stream()
            .map(column -> "segue_" + (columns.indexOf(column) + 1))
            .collect(Collectors.joining(", ", "SELECT DISTINCT ON (", ") * FROM (")));
    select(out, items);
    out.text(
        IntStream.rangeClosed(1, columns.size())
            .mapToObj(at -> "segue_" + at)
            .collect(Collectors.joining(", ", ") AS segue_s (", ")")));
  }

  private void select(SqlWriter out, Edits.Piece items) {
    out.text("SELECT ");
    items.write(out);
    out.text(" FROM " + joined.text() + " AS " + qualifier);
    if (!others.isEmpty()) {
      Span all = others.get(0).span().to(others.get(others.size() - 1).span());
      out.text(", ").source(all);
    }
    where.ifPresent(condition -> out.text(" WHERE (").source(condition.span()).text(")"));
    lockedFirst.ifPresent(
        table -> {
          out.text(where.isPresent() ? " AND " : " WHERE ");
          LockFirst.condition(
              out, table, column -> qualifier + "." + Quoting.identifier(column), lock);
        });
    out.text(" " + lock + " OF " + qualifier);
  }
}
