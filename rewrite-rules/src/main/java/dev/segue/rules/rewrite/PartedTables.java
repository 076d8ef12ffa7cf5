package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of several parts that one statement names, on routes where these stand for them: which
 * parts stand at which place, and what of it writes to several parts and has to be composed anew.
 * Immutable.
 */
final class PartedTables {

  private static final PartedTables NONE = new PartedTables(Map.of(), Set.of());

  private final Map<FromItem.Table, JoinedParts> parts;
  private final Set<Statement> composed;

  private PartedTables(Map<FromItem.Table, JoinedParts> parts, Set<Statement> composed) {
    this.parts = Map.copyOf(parts);
    this.composed = composed;
  }

  /**
   * Those of a statement.
   *
   * @param standing the routes by which the statement itself is rewritten
   * @param routes those of its transaction
   * @param returnsKeys whether generated keys are asked for
   */
  static PartedTables of(
      Statement statement, Binding binding, Routes standing, Routes routes, boolean returnsKeys) {
    if (binding.migrations().stream().noneMatch(migration -> migration.several().isPresent())) {
      return NONE;
    }
    Map<FromItem.Table, JoinedParts> parts = new HashMap<>();
    Set<Statement> composed = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<FromItem.Table, Statement> targets = Targets.of(statement);
    Set<FromItem.Table> derived = derived(binding);
    for (Occurrence occurrence : binding.occurrences()) {
      if (!(occurrence instanceof Occurrence.TableUse use)
          || use.table().copy().filter(copy -> isJoined(copy, standing)).isEmpty()) {
        continue;
      }
      CopiedTable copy = use.table().copy().orElseThrow();
      Optional<Statement> write = Optional.ofNullable(targets.get(use.item()));
      Set<String> assigned =
          write.stream()
              .flatMap(Targets::columns)
              .map(column -> column.name().name())
              .collect(Collectors.toUnmodifiableSet());
      boolean all =
          derived.contains(use.item())
              || returnsKeys
              || write.isPresent() && routes.of(ordinal(copy)).writesBoth();
      JoinedParts wanted =
          all ? new JoinedParts(copy.parts()) : wanted(statement, use, assigned, copy);
      parts.put(use.item(), wanted);
      boolean inPlace =
          write.filter(Statement.Update.class::isInstance).isPresent()
              && isFirst(wanted, copy)
              && writesFirstAlone(assigned, use.table(), copy);
      write.filter(found -> !inPlace).ifPresent(composed::add);
    }
    return new PartedTables(parts, composed);
  }

  /** The places at which all columns may have to be shown. */
  private static Set<FromItem.Table> derived(Binding binding) {
    return binding.occurrences().stream()
        .filter(Occurrence.DeriveUse.class::isInstance)
        .map(occurrence -> ((Occurrence.DeriveUse) occurrence).item())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether nothing is written but columns of the first part: neither the primary key, which all
   * parts have, nor what another part computes from what is assigned.
   */
  private static boolean writesFirstAlone(
      Set<String> assigned, LogicalTable table, CopiedTable copy) {
    Relation first = copy.parts().get(0);
    boolean key =
        assigned.stream()
            .flatMap(name -> table.column(name).stream())
            .flatMap(column -> storedAs(column).stream())
            .anyMatch(first.primaryKey()::contains);
    return !key
        && computedFrom(assigned, table)
            .allMatch(mapped -> first.column(mapped.getKey()).isPresent());
  }

  /** The columns of the parts that are computed from what is assigned, with their mappings. */
  private static Stream<Map.Entry<String, MappingExpression>> computedFrom(
      Set<String> assigned, LogicalTable table) {
    return table.changes().stream()
        .flatMap(
            change -> change.columns().mappingTo(change.spoken().opposite()).entrySet().stream())
        .filter(mapped -> mapped.getValue().columns().stream().anyMatch(assigned::contains));
  }

  private static boolean isJoined(CopiedTable copy, Routes standing) {
    return copy.isJoined(standing.of(ordinal(copy)).reads());
  }

  private static boolean isFirst(JoinedParts wanted, CopiedTable copy) {
    return wanted.parts().equals(copy.parts().subList(0, 1));
  }

  private static int ordinal(CopiedTable copy) {
    return copy.migration().ordinal();
  }

  private static JoinedParts wanted(
      Statement statement, Occurrence.TableUse use, Set<String> assigned, CopiedTable copy) {
    ColumnsInUse inUse = ColumnsInUse.of(statement, use.item());
    // A mapping reads what is assigned beside what is stored.
    Set<String> beside =
        computedFrom(assigned, use.table())
            .flatMap(mapped -> mapped.getValue().columns().stream())
            .collect(Collectors.toUnmodifiableSet());
    Set<String> stored = new HashSet<>();
    for (LogicalColumn column : use.table().columns()) {
      if (inUse.has(column.name()) || beside.contains(column.name())) {
        stored.addAll(storedAs(column));
      }
    }
    return JoinedParts.of(copy.parts(), stored::contains, locks(statement));
  }

  /** The physical columns of which a column of the application is made in the other shape. */
  static Set<String> storedAs(LogicalColumn column) {
    return column
        .change()
        .map(change -> change.columns().mappingTo(change.spoken()).get(column.name()).columns())
        .<Set<String>>map(Set::copyOf)
        .orElse(Set.of(column.name()));
  }

  private static boolean locks(Statement statement) {
    boolean[] found = new boolean[1];
    statement.walk(
        node ->
            found[0] |=
                node instanceof Query query && !query.lockings().isEmpty()
                    || node instanceof Statement.Update
                    || node instanceof Statement.Delete);
    return found[0];
  }

  /** The parts that stand at a place, if such a table stands there. */
  Optional<JoinedParts> at(FromItem.Table item) {
    return Optional.ofNullable(parts.get(item));
  }

  /** Whether this statement writes to several parts. */
  boolean composes(Statement write) {
    return composed.contains(write);
  }

  /** Whether it is one of a statement that is composed anew. */
  boolean composesAssignments(Occurrence.AssignmentsUse use) {
    return composed.stream()
        .flatMap(Targets::assignments)
        .anyMatch(assignment -> assignment == use.assignments().get(0));
  }
}
