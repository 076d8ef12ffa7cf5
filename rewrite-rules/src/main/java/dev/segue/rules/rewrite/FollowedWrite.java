package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A write of the leading one of two tables, which the other one follows in the same statement: the
 * write becomes a data-modifying WITH of it (manual, 7.8.4), and returns the rows by which the
 * other table is brought up to them.
 *
 * <pre>
 * UPDATE orders SET note = ? WHERE id = ?
 *
 * WITH segue_w (segue_1, segue_2) AS (UPDATE orders SET note = ? WHERE id = ?
 *                                     RETURNING orders.id, orders.note)
 * INSERT INTO orders_by_month (id, note) SELECT segue_1, segue_2 FROM segue_w
 * ON CONFLICT (id) DO UPDATE SET note = EXCLUDED.note
 * </pre>
 *
 * What the application is told, rows and their count, are those of the leading table.
 */
final class FollowedWrite {

  private static final String ROWS = "segue_w";
  private static final String FOLLOWING = "segue_f";

  /** Keeps nothing: it has as many rows as it is joined with, which are its update count. */
  private static final String COUNTED = "UPDATE segue.counted SET zero = 0 FROM ";

  private final String sql;
  private final Statement statement;
  private final FromItem.Table target;
  private final LogicalTable table;
  private final Follower follower;

  FollowedWrite(
      String sql,
      Statement statement,
      FromItem.Table target,
      LogicalTable table,
      Follower follower) {
    this.sql = sql;
    this.statement = statement;
    this.target = target;
    this.table = table;
    this.follower = follower;
  }

  /**
   * Puts the statement into what becomes of it.
   *
   * @param labels those of the rows that it returns
   * @param keys what it is to return besides
   */
  void rewrite(Edits edits, Optional<List<String>> labels, Optional<GeneratedKeys> keys) {
    checkKeyStays();
    List<String> shown =
        keys.map(GeneratedKeys::labels).or(() -> labels).orElseThrow(this::labelsUnknown);
    List<String> inputs = isDelete() ? follower.keyInputs() : follower.inputs();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= shown.size() + inputs.size(); i++) {
      names.add("segue_" + i);
    }
    List<String> given = names.subList(shown.size(), names.size());
    String head = ROWS + " (" + String.join(", ", names) + ") AS (";
    with()
        .ifPresentOrElse(
            with -> edits.insert(with.span().end(), ", " + head),
            () -> edits.insert(statement.span().start(), "WITH " + head));
    edits.insert(
        statement.span().end(),
        out -> {
          keys.ifPresent(added -> added.write(out));
          out.text(shown.isEmpty() ? " RETURNING " : ", ");
          out.text(
              inputs.stream()
                  .map(name -> qualifier() + "." + Quoting.identifier(name))
                  .collect(Collectors.joining(", ")));
          out.text(")");
          follow(out, shown, name -> given.get(inputs.indexOf(name)));
        });
  }

  private void follow(SqlWriter out, List<String> shown, Function<String, String> given) {
    if (!isDelete() && shown.isEmpty()) {
      out.text(" ");
      follower.upsert(out, ROWS, given);
      return;
    }
    out.text(", " + FOLLOWING + " AS (");
    if (isDelete()) {
      follower.delete(out, ROWS, given);
    } else {
      follower.upsert(out, ROWS, given);
    }
    out.text(") " + COUNTED + ROWS);
    for (int i = 0; i < shown.size(); i++) {
      out.text((i == 0 ? " RETURNING " : ", ") + "segue_" + (i + 1));
      out.text(" AS " + Quoting.quoted(shown.get(i)));
    }
  }

  private boolean isDelete() {
    return statement instanceof Statement.Delete;
  }

  private Refusal.Refused labelsUnknown() {
    return Values.refused(
        "it is not certain which columns RETURNING shows",
        "Name the columns instead of using stars.",
        Optional.of(statement.span()));
  }

  private String qualifier() {
    Identifier name = target.alias().map(FromItem.Alias::name).orElse(target.name().name());
    return name.span().of(sql);
  }

  private Optional<With> with() {
    if (statement instanceof Statement.Insert insert) {
      return insert.with();
    } else if (statement instanceof Statement.Update update) {
      return update.with();
    } else {
      return ((Statement.Delete) statement).with();
    }
  }

  private Optional<Statement.Returning> returning() {
    if (statement instanceof Statement.Insert insert) {
      return insert.returning();
    } else if (statement instanceof Statement.Update update) {
      return update.returning();
    } else {
      return ((Statement.Delete) statement).returning();
    }
  }

  /** The row that follows is found by its key: where that changes, there would be two. */
  private void checkKeyStays() {
    Set<String> assigned = assigned();
    List<String> key = follower.keyInputs();
    if (key.stream().anyMatch(assigned::contains)) {
      throw Values.refused(
          "a column of the primary key of %s is assigned, by which its row in the other table is found"
              .formatted(table.name()),
          "Delete the row and insert it anew, in one transaction.",
          Optional.of(statement.span()));
    }
  }

  /** The columns of the leading table that are assigned. */
  private Set<String> assigned() {
    Migration migration = table.copy().orElseThrow().migration();
    Set<String> columns = new LinkedHashSet<>();
    assignments()
        .flatMap(FollowedWrite::targets)
        .map(column -> column.name().name())
        .forEach(
            name -> {
              Optional<ColumnChange> change = migration.changeOf(table.spoken(), name);
              columns.add(name);
              change.ifPresent(
                  changed ->
                      Stream.of(Shape.values())
                          .flatMap(shape -> changed.columns(shape).stream())
                          .forEach(column -> columns.add(column.name())));
            });
    return columns;
  }

  private Stream<Statement.Assignment> assignments() {
    if (statement instanceof Statement.Update update) {
      return update.assignments().stream();
    } else if (statement instanceof Statement.Insert insert) {
      return insert.onConflict().stream().flatMap(conflict -> conflict.assignments().stream());
    } else {
      return Stream.empty();
    }
  }

  private static Stream<Statement.TargetColumn> targets(Statement.Assignment assignment) {
    return assignment instanceof Statement.Assignment.Single single
        ? Stream.of(single.column())
        : ((Statement.Assignment.Multiple) assignment).columns().stream();
  }
}
