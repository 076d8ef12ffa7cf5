package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the writing statements in a statement write to, and what they assign. */
final class Targets {

  private Targets() {}

  /** The writing statements, by the place at which each names its table. */
  static Map<FromItem.Table, Statement> of(Statement statement) {
    Map<FromItem.Table, Statement> targets = new HashMap<>();
    statement.walk(
        node -> {
          if (node instanceof Statement write) {
            target(write).ifPresent(table -> targets.put(table, write));
          }
        });
    return targets;
  }

  private static Optional<FromItem.Table> target(Statement write) {
    if (write instanceof Statement.Insert insert) {
      return Optional.of(insert.target());
    } else if (write instanceof Statement.Update update) {
      return Optional.of(update.target());
    } else if (write instanceof Statement.Delete delete) {
      return Optional.of(delete.target());
    } else if (write instanceof Statement.Merge merge) {
      return Optional.of(merge.target());
    } else {
      return Optional.empty();
    }
  }

  /** Its common tables. */
  static Optional<With> with(Statement write) {
    if (write instanceof Statement.Insert insert) {
      return insert.with();
    } else if (write instanceof Statement.Update update) {
      return update.with();
    } else if (write instanceof Statement.Delete delete) {
      return delete.with();
    } else if (write instanceof Statement.Merge merge) {
      return merge.with();
    } else {
      return Optional.empty();
    }
  }

  /** What a writing statement assigns to columns of rows that there are. */
  static Stream<Statement.Assignment> assignments(Statement statement) {
    if (statement instanceof Statement.Update update) {
      return update.assignments().stream();
    } else if (statement instanceof Statement.Insert insert) {
      return insert.onConflict().stream().flatMap(conflict -> conflict.assignments().stream());
    } else if (statement instanceof Statement.Merge merge) {
      return merge.actions().stream().flatMap(action -> action.assignments().stream());
    } else {
      return Stream.empty();
    }
  }

  /** The columns that it assigns. */
  static Stream<Statement.TargetColumn> columns(Statement statement) {
    return assignments(statement).flatMap(Targets::columns);
  }

  /** The columns that an assignment sets. */
  static Stream<Statement.TargetColumn> columns(Statement.Assignment assignment) {
    return assignment instanceof Statement.Assignment.Single single
        ? Stream.of(single.column())
        : ((Statement.Assignment.Multiple) assignment).columns().stream();
  }
}
