package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of subqueries that are assigned, {@code (a, b) = (SELECT …)}. PostgreSQL mixes them up
 * where more than one action of a MERGE has one, and stores the values of the one in the columns of
 * the other (docs/decisions/merge-rows.md), so that none may be added there.
 */
final class AssignedRows {

  private final Set<Span> made = new HashSet<>();

  /** An assignment list has one now. */
  void made(Span assignments) {
    made.add(assignments);
  }

  /**
   * Checks every MERGE below the statement.
   *
   * @throws Refusal.Refused if one has two where one was added
   */
  void check(Statement statement) {
    if (!made.isEmpty()) {
      statement.walk(
          node -> {
            if (node instanceof Statement.Merge merge) {
              check(merge);
            }
          });
    }
  }

  private void check(Statement.Merge merge) {
    long added = merge.actions().stream().filter(this::isMade).count();
    long all = merge.actions().stream().filter(each -> isMade(each) || isOwn(each)).count();
    if (added > 0 && all > 1) {
      throw Values.refused(
          "two actions of a MERGE would assign the row of a subquery, which PostgreSQL mixes up",
          "Make two statements of it, or compute the values in the source.",
          Optional.of(merge.span()));
    }
  }

  private boolean isMade(Statement.MergeWhen action) {
    Span span = action.span();
    return made.stream().anyMatch(each -> each.start() >= span.start() && each.end() <= span.end());
  }

  private static boolean isOwn(Statement.MergeWhen action) {
    return action.assignments().stream()
        .anyMatch(
            assignment ->
                assignment instanceof Statement.Assignment.Multiple multiple
                    && multiple.value() instanceof Expression.Subquery);
  }
}
