package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that the key of a leading table has besides those of the key that follows (a
 * partition's date). That table lets two rows in which differ in these alone, where the other one
 * has place for one: the second is refused as the other's key would refuse it, and does not take
 * the first one's place. Immutable.
 */
final class LongerKey {

  /**
   * One of them.
   *
   * @param mapping what computes it of the row that follows; empty where it is the same column
   */
  private record Column(String name, Optional<MappingExpression> mapping) {

    void isSame(SqlWriter out) {
      out.text("(");
      value(out, "segue_n");
      out.text(") IS NOT DISTINCT FROM (");
      value(out, "EXCLUDED");
      out.text(")");
    }

    private void value(SqlWriter out, String row) {
      if (mapping.isEmpty()) {
        out.text(row + "." + Quoting.identifier(name));
      } else {
        Values.mapping(
            out,
            mapping.get(),
            input -> writer -> writer.text(row + "." + Quoting.identifier(input)));
      }
    }
  }

  private final List<Column> columns;
  private final boolean told;

  private LongerKey(List<Column> columns, boolean told) {
    this.columns = List.copyOf(columns);
    this.told = told;
  }

  /**
   * What a table leads by besides. Unique constraints of a part by its rows, other than the primary
   * key, keep the part's own rows apart, and no others.
   *
   * @return empty where the leading table itself keeps the keys of the one that follows apart
   */
  static Optional<LongerKey> of(CopiedTable copy, Shape following, Follower follower) {
    Relation leader = follower.leader();
    List<String> common = follower.keyInputs();
    boolean keptApart =
        leader.constraints().stream()
            .filter(key -> key.unique() && (key.primary() || copy.rows().isEmpty()))
            .anyMatch(key -> common.containsAll(key.columns()));
    if (keptApart) {
      return Optional.empty();
    }
    List<String> names =
        leader.primaryKey().stream().filter(name -> !common.contains(name)).toList();
    List<Column> columns =
        names.stream().flatMap(name -> column(name, copy, following, follower).stream()).toList();
    return Optional.of(new LongerKey(columns, columns.size() == names.size() && !names.isEmpty()));
  }

  private static Optional<Column> column(
      String name, CopiedTable copy, Shape following, Follower follower) {
    Optional<ColumnChange> change = copy.migration().changeOf(following.opposite(), name);
    if (change.isPresent()) {
      return Optional.of(
          new Column(name, Optional.of(change.get().mappingTo(following.opposite()).get(name))));
    }
    return follower.columns().contains(name)
        ? Optional.of(new Column(name, Optional.empty()))
        : Optional.empty();
  }

  /**
   * Checks that a write tells which rows it moves.
   *
   * @throws Refusal.Refused if it does not: where an upsert assigns these columns, what it has
   *     inserted and what it has moved are not told apart
   */
  void check(Statement write, LogicalTable table) {
    Set<String> assigned = MovedKey.assigned(write, table);
    if (write instanceof Statement.Insert
        && columns.stream().map(Column::name).anyMatch(assigned::contains)) {
      throw Values.refused(
          "columns of the key of %s are assigned, which the key of the other table has not"
              .formatted(table.name()),
          "Update the rows by a condition.",
          Optional.of(write.span()));
    }
  }

  /**
   * Writes that the stored row, {@code segue_n}, follows the same leading row as the one that is
   * proposed to its upsert.
   */
  void isSame(SqlWriter out) {
    if (!told) {
      out.text("false");
      return;
    }
    String before = "";
    for (Column column : columns) {
      out.text(before);
      before = " AND ";
      column.isSame(out);
    }
  }
}
