package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.rewrite.WriteRewrite.RoutedChange;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The assignments of UPDATE and of ON CONFLICT DO UPDATE. Right-hand sides see the row before the
 * update: a mapping over several columns of which only some are set takes the others from the
 * stored row, as the route reads it.
 */
final class UpdateRewrite {

  private static final String COMPUTED_ONCE = "segue_value";

  private final Values values;
  private final Edits edits;
  private final WriteRewrite writes;

  UpdateRewrite(Values values, Edits edits, WriteRewrite writes) {
    this.values = values;
    this.edits = edits;
    this.writes = writes;
  }

  /**
   * A column that is set.
   *
   * @param target where its name stands
   * @param value its value; empty where it is one of several that a subquery gives
   * @param alone whether the assignment sets this column only
   */
  private record Set(
      Statement.TargetColumn target,
      Optional<Given> value,
      Optional<Span> valueSpan,
      Statement.Assignment assignment,
      boolean alone) {}

  void rewrite(Occurrence.AssignmentsUse use) {
    Map<String, Set> sets = sets(use.assignments());
    for (RoutedChange change : writes.changes(use.table())) {
      List<Set> changed =
          change.columns().stream()
              .filter(column -> sets.containsKey(column.name()))
              .map(column -> sets.get(column.name()))
              .toList();
      if (!changed.isEmpty()) {
        changed.forEach(set -> checkWhole(set.target(), use.table(), values));
        rewrite(use, change, sets, changed);
      }
    }
  }

  /** Refuses {@code SET column.field = …} and {@code SET column[1] = …} of a changed column. */
  static void checkWhole(Statement.TargetColumn target, LogicalTable table, Values values) {
    if (target.whole()) {
      return;
    }
    table
        .column(target.name().name())
        .flatMap(LogicalColumn::change)
        .filter(change -> values.route(change).writes(change.spoken().opposite()))
        .ifPresent(
            change -> {
              throw Values.refused(
                  "a part of column \"%s\" is written, and only the whole can be mapped"
                      .formatted(target.name().name()),
                  "Write the whole value.",
                  Optional.of(target.span()));
            });
  }

  private static Map<String, Set> sets(List<Statement.Assignment> assignments) {
    Map<String, Set> sets = new LinkedHashMap<>();
    for (Statement.Assignment assignment : assignments) {
      if (assignment instanceof Statement.Assignment.Single single) {
        sets.put(single.column().name().name(), set(single.column(), single.value(), single, true));
      } else if (assignment instanceof Statement.Assignment.Multiple multiple) {
        List<Expression> items = items(multiple);
        for (int i = 0; i < multiple.columns().size(); i++) {
          Statement.TargetColumn column = multiple.columns().get(i);
          sets.put(
              column.name().name(),
              items.isEmpty()
                  ? new Set(column, Optional.empty(), Optional.empty(), multiple, false)
                  : set(column, items.get(i), multiple, false));
        }
      }
    }
    return sets;
  }

  private static Set set(
      Statement.TargetColumn column,
      Expression value,
      Statement.Assignment assignment,
      boolean alone) {
    Given given =
        value instanceof Expression.Default ? new Given.ByDefault() : new Given.Written(value);
    return new Set(column, Optional.of(given), Optional.of(value.span()), assignment, alone);
  }

  /** The values of a row assignment, one per column; empty where a subquery gives them. */
  private static List<Expression> items(Statement.Assignment.Multiple multiple) {
    List<Expression> items = List.of();
    if (multiple.value() instanceof Expression.Row row) {
      items = row.items();
    } else if (multiple.value() instanceof Expression.Parenthesized parenthesized) {
      items = List.of(parenthesized.inner());
    }
    return items.size() == multiple.columns().size() ? items : List.of();
  }

  private void rewrite(
      Occurrence.AssignmentsUse use,
      RoutedChange change,
      Map<String, Set> sets,
      List<Set> changed) {
    boolean renamesOnly = change.change().isRename() && !change.writesSpoken();
    if (renamesOnly) {
      edits.replace(changed.get(0).target().name().span(), WriteRewrite.otherNames(change));
      return;
    }
    for (Set set : changed) {
      if (set.value().isEmpty()) {
        throw Values.refused(
            "column \"%s\" is set from a subquery of several columns"
                .formatted(set.target().name().name()),
            "Set it by an assignment of its own.",
            Optional.of(set.assignment().span()));
      }
    }
    if (change.writesSpoken() && changed.size() == 1 && isVolatile(change, changed.get(0))) {
      once(use, change, changed.get(0));
      return;
    }
    for (LogicalColumn column : change.columns()) {
      Set set = sets.get(column.name());
      if (set != null) {
        writes.checkOnce(change, column, set.value().orElseThrow(), set.assignment().span());
      }
    }
    if (change.writesSpoken()) {
      edits.insert(
          use.span().end(),
          out -> {
            out.text(", ");
            assignments(out, use, change, sets);
          });
    } else {
      replace(use, change, sets, changed);
    }
  }

  private boolean isVolatile(RoutedChange change, Set set) {
    LogicalColumn column = column(change, set);
    return writes.isVolatile(set.value().orElseThrow(), column);
  }

  private static LogicalColumn column(RoutedChange change, Set set) {
    return change.columns().stream()
        .filter(candidate -> candidate.name().equals(set.target().name().name()))
        .findFirst()
        .orElseThrow();
  }

  /** {@code other = mapped, …} for all columns of the other shape. */
  private void assignments(
      SqlWriter out, Occurrence.AssignmentsUse use, RoutedChange change, Map<String, Set> sets) {
    String separator = "";
    for (ShapeColumn other : change.others()) {
      out.text(separator + Quoting.identifier(other.name()) + " = ");
      separator = ", ";
      mapped(out, use, change, other, sets);
    }
  }

  private void mapped(
      SqlWriter out,
      Occurrence.AssignmentsUse use,
      RoutedChange change,
      ShapeColumn other,
      Map<String, Set> sets) {
    writes.mapped(
        out,
        change,
        other.name(),
        column -> Optional.ofNullable(sets.get(column.name())).flatMap(Set::value),
        column -> stored(use, column));
  }

  private Edits.Piece stored(Occurrence.AssignmentsUse use, LogicalColumn column) {
    return out ->
        values.read(out, use.table(), column, Occurrence.Rows.STORED, Optional.of(use.qualifier()));
  }

  private void replace(
      Occurrence.AssignmentsUse use,
      RoutedChange change,
      Map<String, Set> sets,
      List<Set> changed) {
    if (changed.stream().allMatch(Set::alone)) {
      edits.replace(changed.get(0).assignment().span(), out -> assignments(out, use, change, sets));
      List<Statement.Assignment> all = use.assignments();
      for (Set other : changed.subList(1, changed.size())) {
        // The comma before it goes too.
        int at = all.indexOf(other.assignment());
        edits.replace(new Span(all.get(at - 1).span().end(), other.assignment().span().end()), "");
      }
    } else if (changed.size() == 1 && change.oneToOneColumn()) {
      Set set = changed.get(0);
      edits.replace(set.target().name().span(), WriteRewrite.otherNames(change));
      edits.replace(
          set.valueSpan().orElseThrow(),
          out -> mapped(out, use, change, change.others().get(0), sets));
    } else {
      throw Values.refused(
          "a row assignment sets columns that become others",
          "Set each of them by an assignment of its own.",
          Optional.of(changed.get(0).assignment().span()));
    }
  }

  /**
   * A value that must be computed once for both shapes: {@code (old, new) = (SELECT v, up(v) FROM
   * (SELECT … AS v OFFSET 0) …)}. OFFSET keeps the planner from pulling the subquery up.
   */
  private void once(Occurrence.AssignmentsUse use, RoutedChange change, Set set) {
    if (!set.alone()) {
      throw Values.refused(
          "the value of column \"%s\" is written to both shapes and may differ when computed twice"
              .formatted(set.target().name().name()),
          "Set it by an assignment of its own.",
          Optional.of(set.assignment().span()));
    }
    LogicalColumn spoken = column(change, set);
    edits.replace(
        set.assignment().span(),
        out -> {
          List<String> names = new ArrayList<>();
          names.add(Quoting.identifier(spoken.name()));
          change.others().forEach(other -> names.add(Quoting.identifier(other.name())));
          out.text("(" + String.join(", ", names) + ") = (SELECT " + COMPUTED_ONCE);
          for (ShapeColumn other : change.others()) {
            out.text(", ");
            Values.mapping(
                out,
                change.mapping(other.name()),
                name ->
                    name.equals(spoken.name())
                        ? inner -> inner.text(COMPUTED_ONCE)
                        : stored(use, unset(change, name)));
          }
          out.text(" FROM (SELECT ");
          Values.assigned(
              out, spoken, inner -> WriteRewrite.plain(inner, spoken, set.value().orElseThrow()));
          out.text(" AS " + COMPUTED_ONCE + " OFFSET 0) AS segue)");
        });
  }

  private static LogicalColumn unset(RoutedChange change, String name) {
    return change.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
