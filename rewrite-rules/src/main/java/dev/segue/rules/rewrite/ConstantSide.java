package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves a mapping to the constant's side of a comparison: not {@code down(n) = x} but {@code n =
 * up(x)}, which an index on {@code n} serves.
 *
 * <p>The constant need not be a value that the spoken column {@code a} can hold: of {@code
 * numeric(12,2)} none is {@code 1.005}, and {@code up} of what the cast makes of it would find
 * {@code 1.01}; of {@code 1e30} the cast is an error, where the comparison was none. So the
 * constant {@code x} is first carried into the column's values by a function {@code c} that
 *
 * <ul>
 *   <li>is never an error where comparing {@code x} was none,
 *   <li>keeps the order: {@code x <= y} says {@code c(x) <= c(y)},
 *   <li>leaves the column's own values where they are: {@code c(a) = a}.
 * </ul>
 *
 * <p>Then {@code a >= x} says {@code a = c(a) >= c(x)}, and likewise for {@code <=}; and {@code a =
 * x} says {@code a = c(x)}. The other way round it may say too much, which shows where {@code c(x)}
 * is compared with {@code x} itself. That gives, with {@code u = up(c(x))} and for a change that is
 * monotonic,
 *
 * <pre>
 *   a = x    n = CASE WHEN c(x) = x THEN u END
 *   a &gt;= x   n &gt;= u AND CASE c(x) &gt;= x WHEN true THEN true WHEN false THEN n &gt; u END
 *   a &gt; x    n &gt;= u AND CASE c(x) &gt; x WHEN true THEN true WHEN false THEN n &gt; u END
 * </pre>
 *
 * <p>and {@code <=}, {@code <} as in a mirror. These are true for exactly the same rows; they may
 * be false where the original was NULL, and so stand only where that makes no difference. {@code
 * c(x)} is compared with {@code x} by the operator by which {@code a} was, so whatever type a
 * parameter turns out to have, it means the same, and is the same error. Where {@code x} is known,
 * PostgreSQL computes all of it when it plans: what is left is {@code n >= 2050}.
 *
 * <p>What this takes for granted is what the change promises: that {@code up} and {@code down} take
 * each other back for every value that the columns hold. The kinds of values are a closed list:
 * {@link NumberSide}, {@link TextSide}, {@link UuidSide}. What goes through a lookup table is
 * {@link LookupSide}.
 */
sealed interface ConstantSide permits ValueSide, TextSide, LookupSide {

  /** The column of the other shape. */
  String column();

  /** The other column's name, qualified as the spoken one can be. */
  default String named(Occurrence.ColumnUse use) {
    return use.qualifier().orElseThrow() + "." + Quoting.identifier(column());
  }

  /** Whether order moves too, and not equality alone. */
  boolean ordered();

  /**
   * The side of a column that is computed from another one, where its change is of a known kind.
   */
  static Optional<ConstantSide> of(LogicalTable table, LogicalColumn column) {
    Optional<LookupSide> lookup = LookupSide.of(column);
    if (lookup.isPresent()) {
      return lookup.map(ConstantSide.class::cast);
    }
    Optional<Ends> ends = Ends.of(table, column);
    return ends.flatMap(
        both ->
            Stream.<Optional<? extends ConstantSide>>of(
                    NumberSide.of(both), TextSide.of(both), UuidSide.of(both))
                .flatMap(Optional::stream)
                .map(ConstantSide.class::cast)
                .findFirst());
  }

  /**
   * One column that becomes one other, with what is promised of it.
   *
   * @param spoken the type of the column that the application names
   * @param toSpoken computes it
   * @param name the column of the other shape
   * @param other its type
   * @param toOther computes it
   */
  record Ends(
      ColumnType spoken,
      MappingExpression toSpoken,
      String name,
      ColumnType other,
      MappingExpression toOther,
      boolean ordered) {

    private static Optional<Ends> of(LogicalTable table, LogicalColumn column) {
      LogicalColumn.Change change = column.change().orElseThrow();
      ColumnChange columns = change.columns();
      Shape spoken = change.spoken();
      if (!columns.oneToOne()
          || columns.kind() != ColumnChange.Kind.ONE_FOR_ONE
          || !columns.inputs().isEmpty()
          || column.type().isEmpty()) {
        return Optional.empty();
      }
      String name = columns.columns(spoken.opposite()).get(0).name();
      Relation other =
          table.copy().flatMap(copy -> copy.stored(spoken.opposite())).orElseGet(table::relation);
      return typeOf(other, columns, spoken.opposite(), name)
          .map(
              type ->
                  new Ends(
                      column.type().get(),
                      columns.mappingTo(spoken).get(column.name()),
                      name,
                      type,
                      columns.mappingTo(spoken.opposite()).get(name),
                      columns.monotonic()));
    }

    private static Optional<ColumnType> typeOf(
        Relation relation, ColumnChange change, Shape shape, String name) {
      return relation
          .column(name)
          .map(CatalogColumn::type)
          .or(() -> change.column(shape, name).flatMap(c -> c.type()).map(ColumnType::declared));
    }
  }
}
