package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Rows of a table of several parts that an UPDATE changes: each part of which a column is set gets
 * the whole of its row. Immutable.
 *
 * @param set the columns of the parts that are set, with their values
 * @param key the columns of the primary key
 */
record UpdatedRows(FoundRows found, Map<String, Edits.Piece> set, List<String> key)
    implements PartsRows {

  /**
   * What an UPDATE sets, or an upsert, in columns of the parts.
   *
   * @param qualifier the text that names the stored row
   * @throws Refusal.Refused if it cannot be told
   */
  static Map<String, Edits.Piece> set(
      List<Statement.Assignment> assignments,
      LogicalTable table,
      String qualifier,
      WriteRewrite writes,
      Values values) {
    Assigned assigned = Assigned.of(assignments);
    List<RoutedChange> changes = writes.changes(table);
    Map<String, Edits.Piece> set = new LinkedHashMap<>();
    for (Assigned.Column column : assigned.all()) {
      LogicalColumn logical = known(column, table);
      check(column, logical, writes, changes);
      if (changes.stream().noneMatch(change -> change.has(column.name()))) {
        set.put(column.name(), out -> value(out, logical, column.value()));
      }
    }
    for (RoutedChange change : changes) {
      for (ShapeColumn other : change.othersFrom(assigned.names())) {
        if (change.renamed().isPresent()) {
          LogicalColumn column = change.columns().get(0);
          Given value = assigned.column(column.name()).orElseThrow().value();
          set.put(other.name(), out -> value(out, column, value));
          continue;
        }
        set.put(
            other.name(),
            out ->
                writes.mapped(
                    out,
                    change,
                    other.name(),
                    source -> assigned.column(source.name()).map(Assigned.Column::value),
                    source ->
                        piece ->
                            values.read(
                                piece,
                                table,
                                source,
                                Occurrence.Rows.STORED,
                                Optional.of(qualifier))));
      }
    }
    return set;
  }

  private static LogicalColumn known(Assigned.Column column, LogicalTable table) {
    return table
        .column(column.name())
        .orElseThrow(
            () ->
                new Refusal.Refused(
                    new Refusal(
                        "42703",
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(column.name(), table.name()),
                        "",
                        "",
                        Optional.of(column.target().span()))));
  }

  private static void check(
      Assigned.Column column,
      LogicalColumn logical,
      WriteRewrite writes,
      List<RoutedChange> changes) {
    Span place = column.target().span();
    if (!column.target().whole()) {
      throw Values.refused(
          "a part of column \"%s\" is written of a table of several parts".formatted(column.name()),
          "Write the whole value.",
          Optional.of(place));
    }
    if (column.fromSubquery()) {
      throw Values.refused(
          "several columns of a table of several parts get the values of one subquery",
          "Give each column a subquery of its own.",
          Optional.of(place));
    }
    if (writes.isOnce(logical, column.value(), changes)) {
      throw Values.refused(
          "a value is written to several columns and may differ when computed twice",
          "Compute it in a FROM clause, or in the application and pass it as a parameter.",
          Optional.of(place));
    }
    if (logical.catalog().filter(known -> known.computed()).isPresent()
        && column.value() instanceof Given.Written) {
      throw new Refusal.Refused(
          new Refusal(
              "428C9",
              "column \"%s\" can only be updated to DEFAULT".formatted(column.name()),
              "",
              "",
              Optional.of(place)));
    }
  }

  private static void value(SqlWriter out, LogicalColumn column, Given given) {
    AssignmentCast.write(
        out,
        column,
        given instanceof Given.Written written
                && written.expression() instanceof Expression.Literal literal
            ? AssignmentCast.checkOf(column, literal.kind())
            : AssignmentCast.Check.HERE,
        inner -> WriteRewrite.plain(inner, column, given));
  }

  /** Whether a part has a column that is set. */
  static boolean sets(Set<String> columns, Follower part) {
    return part.columns().stream().anyMatch(columns::contains);
  }

  /** What is set comes first, so that it is computed in the order of the statement. */
  @Override
  public List<String> columns() {
    return Stream.concat(set.keySet().stream(), found.columns().stream()).distinct().toList();
  }

  @Override
  public void query(SqlWriter out) {
    found.query(
        out,
        columns(),
        key,
        items -> {
          String separator = "";
          for (String column : columns()) {
            items.text(separator);
            separator = ", ";
            if (set.containsKey(column)) {
              set.get(column).write(items);
            } else {
              items.text(found.qualifier() + "." + Quoting.identifier(column));
            }
          }
        });
  }

  @Override
  public boolean writes(Follower part) {
    return sets(set.keySet(), part);
  }

  @Override
  public boolean joins() {
    return !found.others().isEmpty();
  }

  @Override
  public boolean changesStored() {
    return true;
  }

  @Override
  public void write(
      SqlWriter out,
      Follower part,
      String rows,
      Function<String, String> given,
      Optional<String> first) {
    part.upsert(out, rows, given);
  }

  @Override
  public void follow(
      SqlWriter out, Follower follower, String rows, Function<String, String> given) {
    follower.upsert(out, rows, given);
  }
}
