package dev.segue.laboratory.world;

import java.util.Optional;

/**
 * A column of a table in one of its shapes.
 *
 * @param name as SQL has it, quoted where it must be
 * @param kind what can be done with its values
 * @param type its declared type
 * @param domain the values that it may be given, where not all
 * @param demands its constraints and default
 */
public record Column(
    String name, Kind kind, String type, Optional<Domain> domain, Demands demands) {

  /**
   * What a column asks of its values.
   *
   * @param notNull whether it is {@code NOT NULL}
   * @param unique whether it is {@code UNIQUE}
   * @param byDefault the expression of its default
   * @param check the least value that a {@code CHECK} lets through
   */
  public record Demands(
      boolean notNull, boolean unique, Optional<String> byDefault, Optional<String> check) {
    /** Nothing is asked. */
    public static final Demands NONE =
        new Demands(false, false, Optional.empty(), Optional.empty());
  }

  /** A column without demands. */
  public static Column of(String name, Kind kind) {
    return new Column(name, kind, kind.type(), Optional.empty(), Demands.NONE);
  }

  /** The same of another type. */
  public Column ofType(String other) {
    return new Column(name, kind, other, domain, demands);
  }

  /** The same that may be given certain values only. */
  public Column within(Domain values) {
    return new Column(name, kind, type, Optional.of(values), demands);
  }

  /** The same with other demands. */
  public Column with(Demands others) {
    return new Column(name, kind, type, domain, others);
  }

  /** Whether another one has the same name. */
  public boolean isNamedLike(Column other) {
    return name.equals(other.name);
  }

  /** Whether a NULL may be written to it. */
  public boolean nullable() {
    return !demands.notNull() && domain.map(Domain::nullable).orElse(true);
  }

  /** Whether it takes texts no longer than 20. */
  public boolean isShort() {
    return type.startsWith("varchar");
  }
}
