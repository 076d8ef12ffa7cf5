package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an UPDATE that assigns the key needs besides: the row that follows is found by the key that
 * was, so the statement is joined with it and returns it, and what follows under a key that is no
 * more is deleted before the rest is written. Nothing, for any other write. Immutable.
 *
 * <p>The join is by the key alone: of a row whose key another transaction has just changed, which
 * PostgreSQL finds again by its place, it finds nothing, and the row is left as it is.
 */
final class MovedKey {

  private static final String BEFORE = "segue_o";

  private final Statement statement;
  private final String table;
  private final List<String> columns;
  private final List<String> primaryKey;

  private MovedKey(
      Statement statement, String table, List<String> columns, List<String> primaryKey) {
    this.statement = statement;
    this.table = table;
    this.columns = List.copyOf(columns);
    this.primaryKey = List.copyOf(primaryKey);
  }

  /**
   * What a write needs.
   *
   * @throws Refusal.Refused if the key cannot be followed
   */
  static MovedKey of(Statement statement, LogicalTable table, Follower follower) {
    Set<String> assigned = assigned(statement, table);
    checkIdentity(statement, assigned, follower);
    List<String> key = follower.keyInputs();
    if (key.stream().noneMatch(assigned::contains)) {
      return new MovedKey(statement, "", List.of(), List.of());
    }
    List<String> primaryKey = follower.leader().primaryKey();
    boolean possible =
        statement instanceof Statement.Update update
            && !primaryKey.isEmpty()
            && !(update.where().orElse(null) instanceof Expression.CurrentOf);
    if (!possible) {
      throw Values.refused(
          "the key is assigned by which the row of %s in the other table is found"
              .formatted(table.name()),
          "Update the rows by a condition.",
          Optional.of(statement.span()));
    }
    follower
        .reachedByDeletion()
        .ifPresent(
            reached -> {
              throw Values.refused(
                  "the key of %s is assigned, and the row of the other table would be deleted and made anew, which a foreign key of %s would take for a deletion"
                      .formatted(table.name(), reached),
                  "Let that foreign key do nothing ON DELETE for the time of the migration.",
                  Optional.of(statement.span()));
            });
    return new MovedKey(statement, follower.leaderName(), key, primaryKey);
  }

  private static void checkIdentity(Statement statement, Set<String> assigned, Follower follower) {
    if (follower.identityInputs().stream().anyMatch(assigned::contains)) {
      throw Values.refused(
          "an identity column of %s cannot follow what is assigned".formatted(follower.name()),
          "Leave the column as it is.",
          Optional.of(statement.span()));
    }
  }

  /** The columns of the leading table that are assigned. */
  static Set<String> assigned(Statement statement, LogicalTable table) {
    Migration migration = table.copy().orElseThrow().migration();
    Set<String> columns = new LinkedHashSet<>();
    Targets.columns(statement)
        .map(column -> column.name().name())
        .forEach(
            name -> {
              columns.add(name);
              Optional<ColumnChange> change = migration.changeOf(table.spoken(), name);
              change.ifPresent(
                  changed ->
                      changed
                          .columns(table.spoken().opposite())
                          .forEach(column -> columns.add(column.name())));
            });
    return columns;
  }

  /** Whether the key is assigned. */
  boolean moves() {
    return !columns.isEmpty();
  }

  /** The columns of which the value before is returned; none where no key is assigned. */
  List<String> columns() {
    return columns;
  }

  /** Joins the UPDATE with the rows as they were. */
  void rewrite(Edits edits, String qualifier) {
    if (columns.isEmpty()) {
      return;
    }
    Statement.Update update = (Statement.Update) statement;
    List<String> wanted = new ArrayList<>(columns);
    primaryKey.stream().filter(name -> !wanted.contains(name)).forEach(wanted::add);
    StringBuilder before = new StringBuilder("(SELECT ");
    for (int i = 0; i < wanted.size(); i++) {
      before.append(i == 0 ? "" : ", ").append(Quoting.identifier(wanted.get(i)));
      before.append(" AS ").append(name(wanted.get(i)));
    }
    before.append(" FROM ").append(table).append(") AS ").append(BEFORE);
    StringBuilder same = new StringBuilder();
    for (String name : primaryKey) {
      same.append(same.isEmpty() ? "" : " AND ").append(qualifier).append('.');
      same.append(Quoting.identifier(name)).append(" = ").append(BEFORE).append('.');
      same.append(name(name));
    }
    Optional<Span> where = update.where().map(Expression::span);
    List<FromItem> from = update.from();
    Span set =
        update
            .assignments()
            .get(0)
            .span()
            .to(update.assignments().get(update.assignments().size() - 1).span());
    int end = from.isEmpty() ? set.end() : from.get(from.size() - 1).span().end();
    String joined = (from.isEmpty() ? " FROM " : ", ") + before;
    edits.insert(end, where.isPresent() ? joined : joined + " WHERE " + same);
    where.ifPresent(
        condition ->
            edits.replace(condition, out -> out.text("(").source(condition).text(") AND " + same)));
  }

  private static String name(String column) {
    return Quoting.identifier("segue_o_" + column);
  }

  /** What the UPDATE returns behind the row that it has made. */
  String returned() {
    StringBuilder items = new StringBuilder();
    for (String column : columns) {
      items.append(", ").append(BEFORE).append('.').append(name(column));
    }
    return items.toString();
  }
}
