package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The OVERRIDING clause of an INSERT whose identity value is computed beforehand: given as a value,
 * it is taken only with {@code OVERRIDING SYSTEM VALUE} (manual, INSERT). Immutable.
 */
final class Overriding {

  private final String sql;

  Overriding(String sql) {
    this.sql = sql;
  }

  /** With OVERRIDING USER VALUE, what is listed is not what is stored. */
  void check(Statement.Insert insert, InsertColumns columns) {
    Span clause = clause(insert);
    if (!clause.of(sql).toLowerCase(Locale.ROOT).contains("user")) {
      return;
    }
    columns.changes().stream()
        .flatMap(RoutedChange::sources)
        .filter(Overriding::isIdentity)
        .findFirst()
        .ifPresent(
            column -> {
              throw refused(column, clause);
            });
  }

  /**
   * What to write before the rows.
   *
   * @param defaults columns that are not listed and get a value all the same
   * @param generated whether a listed column does, in place of DEFAULT
   */
  String of(
      Statement.Insert insert,
      InsertColumns columns,
      List<LogicalColumn> defaults,
      boolean generated) {
    Span clause = clause(insert);
    boolean beside = defaults.stream().anyMatch(Overriding::isIdentity);
    if (clause.of(sql).toLowerCase(Locale.ROOT).contains("overriding") || !(beside || generated)) {
      return "";
    }
    // What is listed besides must not be let through by a clause that the statement has not.
    columns.listed().stream()
        .flatMap(name -> columns.table().column(name).stream())
        .filter(column -> beside && isIdentity(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw refused(column, clause);
            });
    return "OVERRIDING SYSTEM VALUE ";
  }

  /**
   * The clause that a statement has itself; empty where it has none.
   *
   * @throws Refusal.Refused if it lets the database generate what is listed
   */
  String stated(Statement.Insert insert) {
    Span clause = clause(insert);
    String text = clause.of(sql).toLowerCase(Locale.ROOT);
    if (text.contains("overriding") && text.contains("user")) {
      throw Values.refused(
          "it is not certain which value an identity column gets",
          "Leave the column out, or the OVERRIDING clause.",
          Optional.of(clause));
    }
    return text.contains("overriding") ? "OVERRIDING SYSTEM VALUE " : "";
  }

  /** The text between the columns and the rows, where the clause stands. */
  private static Span clause(Statement.Insert insert) {
    List<Statement.TargetColumn> columns = insert.columns();
    return new Span(
        columns.isEmpty()
            ? insert.target().span().end()
            : columns.get(columns.size() - 1).span().end(),
        insert.source().span().start());
  }

  private static boolean isIdentity(LogicalColumn column) {
    return column.catalog().filter(CatalogColumn::identity).isPresent();
  }

  private static Refusal.Refused refused(LogicalColumn column, Span place) {
    return Values.refused(
        "it is not certain which value identity column \"%s\" gets".formatted(column.name()),
        "Leave the column out, or the OVERRIDING clause.",
        Optional.of(place));
  }
}
