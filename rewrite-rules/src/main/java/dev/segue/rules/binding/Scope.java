package dev.segue.rules.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The relations whose columns an expression may name, and the scopes around it (manual, 7.2.1.5
 * LATERAL Subqueries, 4.2.1 Column References). Immutable.
 *
 * @param outer the scope of the query around, whose columns are seen where none here has the name
 * @param merged columns that USING made one of two: a bare name means them
 */
record Scope(Optional<Scope> outer, List<ScopeEntry> entries, Set<String> merged) {

  Scope {
    entries = List.copyOf(entries);
    merged = Set.copyOf(merged);
  }

  static Scope of(Optional<Scope> outer, List<ScopeEntry> entries) {
    return new Scope(outer, entries, Set.of());
  }

  /** What a bare name means. */
  sealed interface Meaning {
    /** The column of one entry; {@code passed} are all entries from the innermost scope to its. */
    record Column(ScopeEntry entry, List<ScopeEntry> passed) implements Meaning {}

    /** A column that USING merged, of the entries of one scope. */
    record Merged(List<ScopeEntry> entries) implements Meaning {}

    /** Columns of several entries of one scope. */
    record Ambiguous(List<ScopeEntry> entries) implements Meaning {}

    /** No known column; {@code certain} is false where an entry's columns are not known. */
    record Nothing(boolean certain) implements Meaning {}
  }

  /** What the bare name means, innermost scope first. */
  Meaning bare(String name) {
    List<ScopeEntry> passed = new ArrayList<>();
    boolean certain = true;
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      Scope scope = at.get();
      passed.addAll(scope.entries);
      List<ScopeEntry> having = scope.entries.stream().filter(entry -> entry.has(name)).toList();
      if (scope.merged.contains(name)) {
        return new Meaning.Merged(having);
      }
      if (having.size() > 1) {
        return new Meaning.Ambiguous(having);
      }
      if (having.size() == 1) {
        // An entry of unknown columns beside it cannot have the name as well: the statement would
        // be ambiguous. In an outer scope it can.
        return certain
            ? new Meaning.Column(having.get(0), List.copyOf(passed))
            : new Meaning.Nothing(false);
      }
      certain &= scope.entries.stream().allMatch(entry -> entry.columns().isPresent());
    }
    return new Meaning.Nothing(certain);
  }

  /** All entries that hide a column of this name which their table has now. */
  List<ScopeEntry> allHiding(String name) {
    return all().stream().filter(entry -> entry.hidesPresent(name)).toList();
  }

  /** The entries of this scope and of those around it, innermost first. */
  List<ScopeEntry> all() {
    List<ScopeEntry> all = new ArrayList<>();
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      all.addAll(at.get().entries);
    }
    return all;
  }

  /** The entry that a qualifier means, innermost scope first. */
  Optional<ScopeEntry> qualified(List<String> qualifier) {
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      for (ScopeEntry entry : at.get().entries) {
        if (entry.answersTo(qualifier)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether some entry hides a column of this name: physically there, logically not. */
  boolean hides(String name) {
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      if (at.get().entries.stream().anyMatch(entry -> entry.hides(name))) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code entry} is what its own name means from here: not shadowed, not doubled. */
  @SuppressWarnings("ReferenceEquality") // Two entries may be equal and not the same.
  boolean reaches(ScopeEntry entry) {
    return entry.name().isPresent()
        && qualified(List.of(entry.name().get())).filter(found -> found == entry).isPresent();
  }
}
