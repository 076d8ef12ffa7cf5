package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.rewrite.WriteRewrite.RoutedChange;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The assignments of UPDATE and of ON CONFLICT DO UPDATE. Right-hand sides see the row before the
 * update: a mapping over several columns of which only some are set takes the others from the
 * stored row, as the route reads it.
 */
final class UpdateRewrite {

  private static final String SYNTAX_ERROR = "42601";
  private static final String VALUE = "segue_value";
  private static final String ROW = "segue";

  private final Occurrence.AssignmentsUse use;
  private final Values values;
  private final Edits edits;
  private final WriteRewrite writes;
  private final Map<String, Set> sets = new LinkedHashMap<>();
  private final List<RoutedChange> changes = new ArrayList<>();

  UpdateRewrite(Occurrence.AssignmentsUse use, Values values, Edits edits, WriteRewrite writes) {
    this.use = use;
    this.values = values;
    this.edits = edits;
    this.writes = writes;
  }

  /**
   * A column that is set.
   *
   * @param value its value; a {@link Given.Computed} where it is one of several that a subquery
   *     gives
   */
  private record Set(Statement.TargetColumn target, Given value, Statement.Assignment assignment) {

    String name() {
      return target.name().name();
    }

    boolean fromSubquery() {
      return value instanceof Given.Computed;
    }
  }

  void rewrite() {
    use.assignments().forEach(this::gather);
    for (RoutedChange change : writes.changes(use.table())) {
      List<Set> changed = setsOf(change);
      if (changed.isEmpty()) {
        continue;
      }
      changed.forEach(set -> checkWhole(set.target(), use.table(), values));
      if (change.change().isRename() && !change.writesSpoken()) {
        edits.replace(changed.get(0).target().name().span(), WriteRewrite.otherNames(change));
      } else {
        changes.add(change);
        checkOnce(change, changed);
      }
    }
    if (!changes.isEmpty()) {
      use.assignments().forEach(this::rewrite);
      appendOthers();
    }
  }

  private void gather(Statement.Assignment assignment) {
    if (assignment instanceof Statement.Assignment.Single single) {
      put(new Set(single.column(), given(single.value()), assignment));
    } else if (assignment instanceof Statement.Assignment.Multiple multiple) {
      List<Expression> items = items(multiple);
      for (int i = 0; i < multiple.columns().size(); i++) {
        Given value =
            items.isEmpty() ? new Given.Computed(ROW + ".c" + (i + 1)) : given(items.get(i));
        put(new Set(multiple.columns().get(i), value, assignment));
      }
    }
  }

  private void put(Set set) {
    Set before = sets.put(set.name(), set);
    if (before != null && before.target().whole() && set.target().whole()) {
      throw new Refusal.Refused(
          new Refusal(
              SYNTAX_ERROR,
              "multiple assignments to same column \"%s\"".formatted(set.name()),
              "",
              "",
              Optional.of(set.target().span())));
    }
  }

  private static Given given(Expression value) {
    return value instanceof Expression.Default ? new Given.ByDefault() : new Given.Written(value);
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

  /** What is set of a change's columns, in the order of the text. */
  private List<Set> setsOf(RoutedChange change) {
    return sets.values().stream()
        .filter(set -> change.columns().stream().anyMatch(c -> c.name().equals(set.name())))
        .toList();
  }

  private Optional<RoutedChange> changeOf(Set set) {
    return changes.stream()
        .filter(change -> change.columns().stream().anyMatch(c -> c.name().equals(set.name())))
        .findFirst();
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

  private void checkOnce(RoutedChange change, List<Set> changed) {
    if (changed.size() == 1 && computesOnce(change, changed.get(0))) {
      return;
    }
    for (Set set : changed) {
      writes.checkOnce(change, column(change, set), set.value(), set.assignment().span());
    }
  }

  /** Whether the value is computed in a subquery, for both shapes. */
  private boolean computesOnce(RoutedChange change, Set set) {
    return change.writesSpoken() && writes.isVolatile(set.value(), column(change, set));
  }

  private static LogicalColumn column(RoutedChange change, Set set) {
    return change.columns().stream()
        .filter(candidate -> candidate.name().equals(set.name()))
        .findFirst()
        .orElseThrow();
  }

  private void rewrite(Statement.Assignment assignment) {
    List<Set> own =
        sets.values().stream().filter(set -> set.assignment().equals(assignment)).toList();
    if (own.stream().allMatch(this::stays)) {
      return;
    }
    if (own.get(0).fromSubquery()) {
      fromSubquery((Statement.Assignment.Multiple) assignment, own);
      return;
    }
    List<Edits.Piece> pieces = own.stream().flatMap(set -> piece(set).stream()).toList();
    if (pieces.isEmpty()) {
      int at = use.assignments().indexOf(assignment);
      // What it says is said by the first assignment of its change, which stands before it.
      edits.replace(
          new Span(use.assignments().get(at - 1).span().end(), assignment.span().end()), "");
      return;
    }
    edits.replace(assignment.span(), out -> join(out, pieces));
  }

  private static void join(SqlWriter out, List<Edits.Piece> pieces) {
    String separator = "";
    for (Edits.Piece piece : pieces) {
      out.text(separator);
      separator = ", ";
      piece.write(out);
    }
  }

  /** Whether a column is set by the text as it stands. */
  private boolean stays(Set set) {
    Optional<RoutedChange> change = changeOf(set);
    return change.isEmpty()
        || (change.get().writesSpoken() && !set.fromSubquery() && !computesOnce(change.get(), set));
  }

  /** What sets a column, or those of the other shape in its place; nothing where others do. */
  private Optional<Edits.Piece> piece(Set set) {
    Optional<RoutedChange> change = changeOf(set);
    if (stays(set)) {
      return Optional.of(
          out -> {
            out.source(set.target().span()).text(" = ");
            if (set.value() instanceof Given.Written written) {
              out.source(written.expression().span());
            } else {
              out.text("DEFAULT");
            }
          });
    } else if (change.orElseThrow().writesSpoken()) {
      return Optional.of(out -> once(out, change.get(), set));
    } else if (setsOf(change.get()).get(0).equals(set)) {
      return Optional.of(out -> assignments(out, change.get()));
    }
    return Optional.empty();
  }

  /** Behind the last assignment, those of the other shape's columns. */
  private void appendOthers() {
    List<RoutedChange> appended =
        changes.stream()
            .filter(RoutedChange::writesSpoken)
            .filter(change -> setsOf(change).stream().allMatch(this::stays))
            .toList();
    if (!appended.isEmpty()) {
      edits.insert(
          use.span().end(),
          out ->
              appended.forEach(
                  change -> {
                    out.text(", ");
                    assignments(out, change);
                  }));
    }
  }

  /** {@code other = mapped, …} for all columns of the other shape. */
  private void assignments(SqlWriter out, RoutedChange change) {
    String separator = "";
    for (ShapeColumn other : change.others()) {
      out.text(separator + Quoting.identifier(other.name()) + " = ");
      separator = ", ";
      mapped(out, change, other);
    }
  }

  private void mapped(SqlWriter out, RoutedChange change, ShapeColumn other) {
    writes.mapped(
        out,
        change,
        other.name(),
        column -> Optional.ofNullable(sets.get(column.name())).map(Set::value),
        this::stored);
  }

  private Edits.Piece stored(LogicalColumn column) {
    return out ->
        values.read(out, use.table(), column, Occurrence.Rows.STORED, Optional.of(use.qualifier()));
  }

  /**
   * A value that must be computed once for both shapes: {@code (old, new) = (SELECT v, up(v) FROM
   * (SELECT … AS v OFFSET 0) …)}. OFFSET keeps the planner from merging the subquery into the one
   * around it, and the condition, which always holds, from computing it once for all rows.
   */
  private void once(SqlWriter out, RoutedChange change, Set set) {
    LogicalColumn spoken = column(change, set);
    List<String> names = new ArrayList<>();
    names.add(Quoting.identifier(spoken.name()));
    change.others().forEach(other -> names.add(Quoting.identifier(other.name())));
    out.text("(" + String.join(", ", names) + ") = (SELECT " + VALUE);
    for (ShapeColumn other : change.others()) {
      out.text(", ");
      Values.mapping(
          out,
          change.mapping(other.name()),
          name ->
              name.equals(spoken.name())
                  ? inner -> inner.text(VALUE)
                  : stored(use.table().column(name).orElseThrow()));
    }
    out.text(" FROM (SELECT ");
    AssignmentCast.write(
        out,
        spoken,
        AssignmentCast.Check.HERE,
        inner -> WriteRewrite.plain(inner, spoken, set.value()));
    out.text(
        " AS "
            + VALUE
            + " WHERE "
            + use.qualifier()
            + ".ctid >= '(0,0)' OFFSET 0) AS "
            + ROW
            + ")");
  }

  /**
   * {@code (a, b) = (SELECT …)}: {@code (a, b, other) = (SELECT c1, c2, up(c1) FROM …)}. Where the
   * query finds nothing its columns are NULL, and what NULL is mapped to may be something else; so
   * it is joined to a row that is always there.
   */
  private void fromSubquery(Statement.Assignment.Multiple assignment, List<Set> own) {
    if (!(assignment.value() instanceof Expression.Subquery subquery)) {
      throw Values.refused(
          "columns in migration are set from a row",
          "Set each of them by an assignment of its own.",
          Optional.of(assignment.span()));
    }
    checkWidth(assignment, subquery);
    HashSet<RoutedChange> done = new HashSet<>();
    List<Edits.Piece> names = new ArrayList<>();
    List<Edits.Piece> items = new ArrayList<>();
    for (Set set : own) {
      Optional<RoutedChange> change = changeOf(set);
      if (change.isEmpty() || change.get().writesSpoken()) {
        names.add(out -> out.source(set.target().span()));
        items.add(out -> out.text(((Given.Computed) set.value()).name()));
      }
      if (change.isPresent() && done.add(change.get())) {
        checkTogether(change.get(), assignment);
        for (ShapeColumn other : change.get().others()) {
          names.add(out -> out.text(Quoting.identifier(other.name())));
          items.add(out -> mapped(out, change.get(), other));
        }
      }
    }
    edits.replace(
        assignment.span(),
        out -> {
          out.text("(");
          join(out, names);
          out.text(") = (SELECT ");
          join(out, items);
          out.text(" FROM (SELECT) AS segue_one LEFT JOIN ");
          out.source(subquery.span());
          out.text(" AS " + ROW + " (");
          out.text(
              IntStream.rangeClosed(1, assignment.columns().size())
                  .mapToObj(i -> "c" + i)
                  .collect(Collectors.joining(", ")));
          out.text(") ON true)");
        });
  }

  private void checkTogether(RoutedChange change, Statement.Assignment assignment) {
    if (setsOf(change).stream().anyMatch(set -> !set.assignment().equals(assignment))) {
      throw Values.refused(
          "columns that become others together are set by several assignments",
          "Set them by one.",
          Optional.of(assignment.span()));
    }
  }

  private static void checkWidth(
      Statement.Assignment.Multiple assignment, Expression.Subquery subquery) {
    int width =
        width(subquery.query().body())
            .orElseThrow(
                () ->
                    Values.refused(
                        "it is not certain how many columns a row assignment's query has",
                        "Name them instead of using a star.",
                        Optional.of(subquery.span())));
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

  private static Optional<Integer> width(Query.Body body) {
    if (body instanceof Query.Select select) {
      boolean certain =
          select.items().stream()
              .noneMatch(
                  item ->
                      (item.expression() instanceof Expression.ColumnReference reference
                              && reference.star())
                          || (item.expression() instanceof Expression.Indirection indirection
                              && indirection.star()));
      return certain ? Optional.of(select.items().size()) : Optional.empty();
    } else if (body instanceof Query.Values rows) {
      return rows.rows().stream().findFirst().map(row -> row.items().size());
    } else if (body instanceof Query.SetOperation operation) {
      return width(operation.left());
    } else if (body instanceof Query.Nested nested) {
      return width(nested.query().body());
    }
    return Optional.empty();
  }
}
