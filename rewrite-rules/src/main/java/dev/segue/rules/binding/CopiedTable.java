package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The two tables that a table is while it is copied: one of each shape. A statement stands on one
 * of them, whichever its route says; the other may follow. Immutable.
 *
 * @param stored the tables of the shapes, where they are there
 * @param seen the table of the spoken shape, with the columns of the other one that change, which
 *     may be there in its place
 * @param orderKnown whether the columns of the spoken shape are known with their order
 */
public record CopiedTable(
    Migration migration,
    Optional<Relation> old,
    Optional<Relation> fresh,
    Relation seen,
    boolean orderKnown) {

  private static final char ORDINARY = 'r';

  static CopiedTable of(
      Migration migration,
      Shape spoken,
      Function<Shape, Optional<Relation>> tables,
      Relation found,
      Supplier<List<CatalogColumn>> remembered) {
    Optional<Relation> other = tables.apply(spoken.opposite());
    Optional<Relation> own =
        tables.apply(spoken).or(() -> asItWas(found, migration, spoken, remembered.get()));
    Relation seen =
        own.map(table -> beside(table, migration, spoken, other))
            .orElseGet(() -> inPlace(found, migration, spoken));
    return new CopiedTable(
        migration, tables.apply(Shape.OLD), tables.apply(Shape.NEW), seen, own.isPresent());
  }

  /**
   * The other table, with the columns that one of the spoken shape had, in their order: what no
   * migration changes is there still. It counts as an ordinary table, of which COPY can be asked:
   * whether it had partitions nobody remembers.
   */
  private static Optional<Relation> asItWas(
      Relation other, Migration migration, Shape spoken, List<CatalogColumn> remembered) {
    List<CatalogColumn> columns = new ArrayList<>();
    for (CatalogColumn column : remembered) {
      if (migration.changeOf(spoken, column.name()).isPresent()) {
        columns.add(column);
      } else {
        other.column(column.name()).map(kept -> kept.at(column.position())).ifPresent(columns::add);
      }
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Relation(
                other.schema(),
                other.name(),
                columns,
                other.rewritesRows(),
                ORDINARY,
                other.constraints()));
  }

  /** The table of the spoken shape, and the changed columns of the other. */
  private static Relation beside(
      Relation own, Migration migration, Shape spoken, Optional<Relation> other) {
    List<CatalogColumn> columns = new ArrayList<>(own.columns());
    for (ColumnChange change : migration.changes()) {
      for (ShapeColumn column : change.columns(spoken.opposite())) {
        if (own.column(column.name()).isEmpty()) {
          other.flatMap(table -> table.column(column.name())).ifPresent(columns::add);
        }
      }
    }
    return with(own, columns);
  }

  /** The other table, with the columns of the spoken shape where it has its own. */
  private static Relation inPlace(Relation other, Migration migration, Shape spoken) {
    List<CatalogColumn> columns = new ArrayList<>();
    for (CatalogColumn column : other.columns()) {
      Optional<ColumnChange> change = migration.changeOf(spoken.opposite(), column.name());
      if (change.isEmpty()) {
        columns.add(column);
        continue;
      }
      for (ShapeColumn shown : change.get().columns(spoken)) {
        if (columns.stream().noneMatch(known -> known.name().equals(shown.name()))) {
          columns.add(gone(shown, column));
        }
      }
      if (migration.changeOf(spoken, column.name()).isEmpty()) {
        columns.add(column);
      }
    }
    return with(other, columns);
  }

  private static CatalogColumn gone(ShapeColumn shown, CatalogColumn other) {
    return new CatalogColumn(
        shown.name(),
        other.position(),
        shown.type().map(ColumnType::declared).orElse(other.type()),
        other.notNull(),
        Optional.empty(),
        false,
        false);
  }

  private static Relation with(Relation table, List<CatalogColumn> columns) {
    return new Relation(
        table.schema(),
        table.name(),
        columns,
        table.rewritesRows(),
        table.kind(),
        table.constraints(),
        table.deletionsReach());
  }

  /** The table of a shape, where it is there. */
  public Optional<Relation> stored(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }
}
