package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Assignments whose values are computed in one subquery, since they are used more than once and
 * might differ, or since a subquery of the statement gives several: {@code (a, other, …) = (SELECT
 * segue.c1, up(segue.c1), … FROM (SELECT … WHERE … OFFSET 0) AS segue (c1))}.
 *
 * <p>OFFSET keeps the planner from merging the inner subquery into the one around it, and the
 * condition, which always holds, from computing it once for all rows. Where a subquery of the
 * statement finds nothing its columns are NULL, and what NULL is mapped to may be something else;
 * so it is joined to a row that is always there.
 */
final class ComputedOnce {

  private static final String SYNTAX_ERROR = "42601";
  private static final String ROW = "segue";

  private final UpdateRewrite update;
  private final List<Assigned.Column> sets;
  private final List<UpdateRewrite.Other> others;

  /** What the inner subquery computes. */
  private final List<Assigned.Column> computed;

  private ComputedOnce(
      UpdateRewrite update, List<Assigned.Column> sets, List<UpdateRewrite.Other> others) {
    this.update = update;
    this.sets = List.copyOf(sets);
    this.others = List.copyOf(others);
    this.computed =
        update.assigned().all().stream()
            .filter(column -> !column.fromSubquery())
            .filter(column -> sets.contains(column) || isRead(column))
            .toList();
  }

  /** Those of a list of assignments that have to be computed so, if any. */
  static Optional<ComputedOnce> of(UpdateRewrite update) {
    List<Assigned.Column> sets = new ArrayList<>();
    for (Assigned.Column column : update.assigned().all()) {
      if (column.fromSubquery() ? takesPart(update, column) : update.isOnce(column)) {
        sets.add(column);
      }
    }
    if (sets.isEmpty()) {
      return Optional.empty();
    }
    sets.stream()
        .filter(Assigned.Column::fromSubquery)
        .map(Assigned.Column::assignment)
        .distinct()
        .forEach(assignment -> check(update, (Statement.Assignment.Multiple) assignment));
    List<UpdateRewrite.Other> others =
        update.others().stream()
            .filter(other -> sets.stream().anyMatch(column -> reads(other, column)))
            .toList();
    return Optional.of(new ComputedOnce(update, sets, others));
  }

  /** Whether a subquery gives a column, it or one beside it, that the text alone cannot set. */
  private static boolean takesPart(UpdateRewrite update, Assigned.Column column) {
    return update.assigned().of(column.at()).stream()
        .anyMatch(
            own ->
                !WriteRewrite.writtenItself(own.name(), update.changes())
                    || update.others().stream().anyMatch(other -> reads(other, own)));
  }

  private static boolean reads(UpdateRewrite.Other other, Assigned.Column column) {
    return other.change().uses(column.name(), other.column()) > 0;
  }

  private boolean isRead(Assigned.Column column) {
    return others.stream().anyMatch(other -> reads(other, column));
  }

  boolean sets(Assigned.Column column) {
    return sets.contains(column);
  }

  boolean sets(UpdateRewrite.Other other) {
    return others.contains(other);
  }

  boolean isFirst(Assigned.Column column) {
    return sets.get(0).equals(column);
  }

  /** Whether nothing of it has a column in the shapes that are written. */
  boolean isEmpty() {
    return others.isEmpty()
        && sets.stream()
            .noneMatch(column -> WriteRewrite.writtenItself(column.name(), update.changes()));
  }

  void write(SqlWriter out) {
    List<Edits.Piece> names = new ArrayList<>();
    List<Edits.Piece> items = new ArrayList<>();
    for (Assigned.Column column : sets) {
      if (WriteRewrite.writtenItself(column.name(), update.changes())) {
        names.add(piece -> piece.source(column.target().span()));
        items.add(piece -> piece.text(reference(column)));
      }
    }
    for (UpdateRewrite.Other other : others) {
      names.add(piece -> piece.text(Quoting.identifier(other.column().name())));
      items.add(
          piece -> update.mapped(piece, other, column -> new Given.Computed(reference(column))));
    }
    out.text("(");
    UpdateRewrite.join(out, names);
    out.text(") = (SELECT ");
    UpdateRewrite.join(out, items);
    out.text(" FROM ");
    from(out);
    out.text(")");
  }

  private String reference(Assigned.Column column) {
    return column.value() instanceof Given.Computed given
        ? given.name()
        : ROW + ".c" + (computed.indexOf(column) + 1);
  }

  private void from(SqlWriter out) {
    if (computed.isEmpty()) {
      out.text("(SELECT) AS " + ROW);
    } else {
      out.text("(SELECT ");
      UpdateRewrite.join(out, computed.stream().map(this::value).toList());
      out.text(" WHERE " + update.use().qualifier() + ".ctid >= '(0,0)' OFFSET 0) AS " + ROW);
      out.text(columns(computed.size()));
    }
    sets.stream()
        .filter(Assigned.Column::fromSubquery)
        .mapToInt(Assigned.Column::at)
        .distinct()
        .forEach(
            at -> {
              Statement.Assignment.Multiple multiple =
                  (Statement.Assignment.Multiple) update.use().assignments().get(at);
              out.text(" LEFT JOIN ").source(multiple.value().span());
              out.text(" AS " + Assigned.rows(at) + columns(multiple.columns().size()));
              out.text(" ON true");
            });
  }

  private Edits.Piece value(Assigned.Column column) {
    LogicalColumn logical = update.use().table().column(column.name()).orElseThrow();
    return out ->
        AssignmentCast.write(
            out,
            logical,
            AssignmentCast.Check.HERE,
            inner -> WriteRewrite.plain(inner, logical, column.value()));
  }

  private static String columns(int width) {
    return IntStream.rangeClosed(1, width)
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static void check(UpdateRewrite update, Statement.Assignment.Multiple assignment) {
    if (!(assignment.value() instanceof Expression.Subquery subquery)) {
      throw Values.refused(
          "columns in migration are set from a row",
          "Set each of them by an assignment of its own.",
          Optional.of(assignment.span()));
    }
    Integer width = update.use().widths().get(assignment);
    if (width == null) {
      throw Values.refused(
          "it is not certain how many columns a row assignment's query has",
          "Name them instead of using a star.",
          Optional.of(subquery.span()));
    }
    if (width != assignment.columns().size()) {
      throw new Refusal.Refused(
          new Refusal(
              SYNTAX_ERROR,
              "number of columns does not match number of values",
              "",
              "",
              Optional.of(assignment.span())));
    }
  }
}
