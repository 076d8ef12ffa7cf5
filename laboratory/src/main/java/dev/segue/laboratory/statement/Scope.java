package dev.segue.laboratory.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The relations whose columns an expression can name.
 *
 * @param outer the scope around it
 * @param relations those of this query
 * @param merged names of columns that USING has made one of two
 */
record Scope(Optional<Scope> outer, List<Relation> relations, Set<String> merged) {

  static final Scope EMPTY = new Scope(Optional.empty(), List.of(), Set.of());

  Scope {
    relations = List.copyOf(relations);
    merged = Set.copyOf(merged);
  }

  static Scope of(Relation... relations) {
    return new Scope(Optional.empty(), List.of(relations), Set.of());
  }

  /** The same with one more relation. */
  Scope and(Relation relation) {
    List<Relation> more = new ArrayList<>(relations);
    more.add(relation);
    return new Scope(outer, more, merged);
  }

  /** The same with a merged column. */
  Scope merging(String name) {
    Set<String> more = new HashSet<>(merged);
    more.add(name);
    return new Scope(outer, relations, more);
  }

  /** A scope inside this one. */
  Scope inner() {
    return new Scope(Optional.of(this), List.of(), Set.of());
  }

  /** How a column can be named, and what it is. */
  record Reference(String sql, Output output) {}

  /** Every way to name a column that fulfils a condition. */
  List<Reference> references(Predicate<Output> wanted) {
    List<Reference> found = new ArrayList<>();
    Set<String> nearer = new HashSet<>();
    Set<String> nearerQualifiers = new HashSet<>();
    for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      scope.get().own(found, wanted, nearer, nearerQualifiers);
    }
    return found;
  }

  /** Every relation that its qualifier can stand for as a whole row, the nearest first. */
  List<Relation> rows() {
    List<Relation> found = new ArrayList<>();
    Set<String> nearer = new HashSet<>();
    for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      for (Relation relation : scope.get().relations) {
        if (nearer.add(relation.qualifier())) {
          found.add(relation);
        }
      }
    }
    return found;
  }

  private void own(
      List<Reference> found,
      Predicate<Output> wanted,
      Set<String> nearer,
      Set<String> nearerQualifiers) {
    for (Relation relation : relations) {
      for (Output column : relation.columns()) {
        if (column.name().isEmpty() || !wanted.test(column)) {
          continue;
        }
        String name = column.name().get();
        if (relation.only(name).isEmpty()) {
          continue;
        }
        if (!nearerQualifiers.contains(relation.qualifier())) {
          found.add(new Reference(relation.qualifier() + "." + name, column));
        }
        if (!nearer.contains(name) && isUnambiguous(name)) {
          found.add(new Reference(name, column));
        }
      }
    }
    for (Relation relation : relations) {
      nearerQualifiers.add(relation.qualifier());
      relation.columns().forEach(column -> column.name().ifPresent(nearer::add));
    }
  }

  private boolean isUnambiguous(String name) {
    long times =
        relations.stream()
            .flatMap(relation -> relation.columns().stream())
            .filter(column -> column.isNamed(name))
            .count();
    return times == 1 || merged.contains(name);
  }

  /** What {@code *} shows: merged columns first. */
  List<Output> star() {
    List<Output> shown = new ArrayList<>();
    Set<String> first = new HashSet<>();
    for (Relation relation : relations) {
      for (Output column : relation.columns()) {
        if (column.name().filter(merged::contains).isPresent() && first.add(column.name().get())) {
          shown.add(column);
        }
      }
    }
    for (Relation relation : relations) {
      for (Output column : relation.columns()) {
        if (column.name().filter(merged::contains).isEmpty()) {
          shown.add(column);
        }
      }
    }
    return shown;
  }
}
