package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a MERGE into a partitioned table does past triggers, to which PostgreSQL (18) shows other
 * rows than those that it has written:
 *
 * <ul>
 *   <li>a row that is taken from one partition to another is none that was updated, but one deleted
 *       and one inserted; and the triggers of these are called only if there are such actions;
 *   <li>what is updated once a row has been inserted is shown as that row.
 * </ul>
 *
 * INSERT and UPDATE alone are seen as they are.
 */
final class MergePastTriggers {

  private static final char PARTITIONED = 'p';

  private MergePastTriggers() {}

  /**
   * Checks that triggers see what a MERGE updates, where they write the table that follows.
   *
   * @throws Refusal.Refused if they may not
   */
  static void check(Statement.Merge merge, LogicalTable table, Route route) {
    Optional<CopiedTable> copy = table.copy();
    if (copy.isEmpty() || !copy.get().migration().byTriggers() || !route.writesBoth()) {
      return;
    }
    Relation leader = copy.get().stored(route.leads()).orElseThrow();
    if (leader.kind() == PARTITIONED && (insertsToo(merge) || mayMove(merge, table, leader))) {
      throw Values.refused(
          "a MERGE updates rows of %s, which is partitioned, and may insert some or take them to other partitions: the triggers that write the other table do not see which"
              .formatted(table.name()),
          "Write it as UPDATE … FROM, and the other actions by statements of their own.",
          Optional.of(merge.span()));
    }
  }

  private static boolean insertsToo(Statement.Merge merge) {
    return merge.actions().stream().anyMatch(action -> action.insert().isPresent())
        && merge.actions().stream().anyMatch(action -> !action.assignments().isEmpty());
  }

  /** The primary key has all columns that tell of the partition. */
  private static boolean mayMove(Statement.Merge merge, LogicalTable table, Relation leader) {
    Set<String> written = written(merge, table);
    List<String> key =
        leader.constraints().stream()
            .filter(KeyConstraint::primary)
            .findFirst()
            .map(KeyConstraint::columns)
            .orElse(List.of());
    return !written.isEmpty() && (key.isEmpty() || key.stream().anyMatch(written::contains));
  }

  /** The columns that are assigned, and those that are computed of them. */
  private static Set<String> written(Statement.Merge merge, LogicalTable table) {
    Set<String> written = MovedKey.assigned(merge, table);
    table.copy().orElseThrow().migration().changes().stream()
        .filter(change -> change.inputs().stream().anyMatch(written::contains))
        .flatMap(change -> change.columns(table.spoken().opposite()).stream())
        .map(ShapeColumn::name)
        .toList()
        .forEach(written::add);
    return written;
  }
}
