package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * ON CONFLICT of a table of several parts: what of it can be said of each part by itself. The first
 * part has the target and the condition; each part computes what is set of it from its own columns.
 */
final class PartsConflict {

  private static final String HINT =
      "Write the upsert as an UPDATE, and an INSERT where that finds no row.";

  private final String sql;
  private final Statement.OnConflict conflict;
  private final LogicalTable table;
  private final List<Follower> parts;

  PartsConflict(
      String sql, Statement.OnConflict conflict, LogicalTable table, List<Follower> parts) {
    this.sql = sql;
    this.conflict = conflict;
    this.table = table;
    this.parts = List.copyOf(parts);
  }

  /**
   * What is done where a row is there.
   *
   * @param set the columns of the parts that are set, with their values
   * @throws Refusal.Refused if parts cannot do it each by itself
   */
  UpsertedRows.Conflict read(Map<String, Edits.Piece> set) {
    List<String> columns = targetColumns();
    conflict.where().ifPresent(where -> checkWithin(where, parts.get(0)));
    for (String column : set.keySet()) {
      checkSources(column, partOf(column));
    }
    if (set.keySet().stream().anyMatch(parts.get(0).key()::contains)
        || conflict.assignments().stream()
            .anyMatch(assignment -> setsTarget(assignment, columns))) {
      throw refused("the key of a table of several parts is set", conflict);
    }
    return new UpsertedRows.Conflict(
        out -> target(out, columns), columns, conflict.update(), set, conflict.where());
  }

  private List<String> targetColumns() {
    if (conflict.constraint().isPresent()) {
      Identifier name = conflict.constraint().get();
      KeyConstraint known =
          table
              .relation()
              .constraint(name.name())
              .filter(KeyConstraint::unique)
              .orElseThrow(
                  () -> refused("a constraint is named of a table of several parts", name));
      return stored(known.columns(), name);
    }
    if (conflict.target().isEmpty()) {
      checkNothingElseConflicts();
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Expression expression : conflict.target()) {
      if (expression.bare() instanceof Expression.ColumnReference column
          && column.fields().size() == 1
          && !column.star()) {
        names.add(column.fields().get(0).name());
      } else {
        throw refused("a conflict target is computed, of a table of several parts", expression);
      }
    }
    return stored(names, conflict);
  }

  /** The columns of the first part that these are. */
  private List<String> stored(List<String> names, Node place) {
    List<String> stored = new ArrayList<>();
    for (String name : names) {
      Set<String> columns = storedAs(name);
      if (columns.size() != 1 || !parts.get(0).columns().containsAll(columns)) {
        throw refused("a conflict target is not of the first table of several", place);
      }
      stored.addAll(columns);
    }
    return stored;
  }

  /** Without a target, a row that conflicts in whatever part would have to be left out of all. */
  private void checkNothingElseConflicts() {
    boolean others =
        table.copy().orElseThrow().parts().stream()
            .skip(1)
            .flatMap(part -> part.constraints().stream())
            .anyMatch(constraint -> !constraint.primary());
    if (others) {
      throw refused("rows may conflict in any of several tables", conflict);
    }
  }

  private Set<String> storedAs(String name) {
    return table.column(name).map(PartedTables::storedAs).orElse(Set.of());
  }

  private boolean setsTarget(Statement.Assignment assignment, List<String> target) {
    return Targets.columns(assignment)
        .flatMap(column -> storedAs(column.name().name()).stream())
        .anyMatch(target::contains);
  }

  private Follower partOf(String column) {
    return parts.stream()
        .filter(part -> part.columns().contains(column))
        .findFirst()
        .orElseThrow(() -> refused("a column of no table is set", conflict));
  }

  /** Checks that what a stored column is computed from is of its own part. */
  private void checkSources(String column, Follower part) {
    for (String source : sources(column)) {
      List<Statement.Assignment> assigning =
          conflict.assignments().stream()
              .filter(
                  assignment ->
                      Targets.columns(assignment)
                          .anyMatch(target -> target.name().name().equals(source)))
              .toList();
      assigning.forEach(assignment -> checkWithin(assignment, part));
      if (assigning.isEmpty()) {
        checkWithin(source, part, conflict);
      }
    }
  }

  /** The columns of the application of which a stored one is made. */
  private Set<String> sources(String column) {
    return table.changes().stream()
        .map(change -> change.columns().mappingTo(change.spoken().opposite()).get(column))
        .filter(Objects::nonNull)
        .map(MappingExpression::columns)
        .findFirst()
        .orElse(Set.of(column));
  }

  /** Checks that an expression reads nothing but columns of one part. */
  private void checkWithin(Node expression, Follower part) {
    Set<String> names = new LinkedHashSet<>();
    expression.walk(
        node -> {
          if (node instanceof Expression.ColumnReference reference) {
            if (isRow(reference)) {
              throw refused("a row of a table of several parts stands for all columns", reference);
            }
            names.add(reference.fields().get(reference.fields().size() - 1).name());
          }
        });
    names.forEach(name -> checkWithin(name, part, expression));
  }

  private void checkWithin(String name, Follower part, Node place) {
    if (!part.columns().containsAll(storedAs(name))) {
      throw refused(
          "column \"%s\" is in another table than what is computed from it".formatted(name), place);
    }
  }

  /** A star, or a bare name that is no column: of a row, or of something in a subquery. */
  private boolean isRow(Expression.ColumnReference reference) {
    return reference.star()
        || reference.fields().size() == 1
            && table.column(reference.fields().get(0).name()).isEmpty();
  }

  private void target(SqlWriter out, List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    out.text(columns.stream().map(Quoting::identifier).collect(Collectors.joining(", ", "(", ")")));
    conflict.targetWhere().ifPresent(where -> out.text(" WHERE ").source(where.span()));
  }

  private static Refusal.Refused refused(String what, Node place) {
    return Values.refused(what, HINT, Optional.of(place.span()));
  }
}
