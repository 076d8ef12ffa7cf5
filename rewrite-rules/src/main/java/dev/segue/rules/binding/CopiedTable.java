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

  /**
   * What is known of the two.
   *
   * @param tables the tables, where they are there
   * @param remembered the columns of the one of a shape, if it is gone
   * @param found one that is there
   */
  static CopiedTable of(
      Migration migration,
      Shape spoken,
      Function<Shape, Optional<Relation>> tables,
      Function<Shape, List<CatalogColumn>> remembered,
      Relation found) {
    Optional<Relation> old = tables.apply(Shape.OLD);
    Optional<Relation> fresh = tables.apply(Shape.NEW);
    Optional<Relation> own = spoken == Shape.OLD ? old : fresh;
    if (own.isPresent()) {
      Optional<Relation> other = spoken == Shape.OLD ? fresh : old;
      Relation seen = with(own.get(), beside(own.get().columns(), migration, spoken, other));
      return new CopiedTable(migration, old, fresh, seen, true);
    }
    List<CatalogColumn> columns = remembered.apply(spoken);
    Relation seen =
        columns.isEmpty()
            ? inPlace(found, migration, spoken)
            : with(
                found,
                beside(
                    asRemembered(columns, found, migration, spoken),
                    migration,
                    spoken,
                    Optional.of(found)));
    return new CopiedTable(migration, old, fresh, seen, !columns.isEmpty());
  }

  /** The columns of the spoken shape, and the changed ones of the other. */
  private static List<CatalogColumn> beside(
      List<CatalogColumn> own, Migration migration, Shape spoken, Optional<Relation> other) {
    List<CatalogColumn> columns = new ArrayList<>(own);
    for (ColumnChange change : migration.changes()) {
      for (ShapeColumn column : change.columns(spoken.opposite())) {
        if (own.stream().noneMatch(known -> known.name().equals(column.name()))) {
          other.flatMap(table -> table.column(column.name())).ifPresent(columns::add);
        }
      }
    }
    return columns;
  }

  /** The columns of the spoken shape where they were; those that both shapes have as they are. */
  private static List<CatalogColumn> asRemembered(
      List<CatalogColumn> remembered, Relation other, Migration migration, Shape spoken) {
    return remembered.stream()
        .map(
            was ->
                migration.changeOf(spoken, was.name()).isPresent()
                    ? was
                    : other
                        .presentColumn(was.name())
                        .map(column -> column.at(was.position()))
                        .orElse(was))
        .toList();
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
