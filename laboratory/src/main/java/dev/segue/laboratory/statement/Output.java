package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Domain;
import dev.segue.laboratory.world.Kind;
import java.util.Optional;

/**
 * A column that a relation or a query shows.
 *
 * @param name as SQL has it; empty where it has none that could be relied on
 * @param kind what can be done with its values
 * @param type its type, as far as USING and NATURAL must compare it
 * @param domain the values that it has, where not all
 */
record Output(Optional<String> name, Kind kind, String type, Optional<Domain> domain) {

  static Output of(Column column) {
    return new Output(Optional.of(column.name()), column.kind(), column.type(), column.domain());
  }

  static Output named(String name, Kind kind) {
    return new Output(Optional.of(name), kind, kind.type(), Optional.empty());
  }

  static Output unnamed(Kind kind) {
    return new Output(Optional.empty(), kind, kind.type(), Optional.empty());
  }

  Output as(String other) {
    return new Output(Optional.of(other), kind, type, domain);
  }

  boolean isNamed(String other) {
    return name.isPresent() && name.get().equals(other);
  }
}
