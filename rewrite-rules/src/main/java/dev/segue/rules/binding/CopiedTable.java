package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The two tables that a table is while it is copied: one of each shape. A statement stands on one
 * of them, whichever its route says; the other may follow. Immutable.
 *
 * <p>Where it is decomposed, or joined from several, that of the one shape is a join of several:
 * what stands for it here has the columns of all of them, and the name of the first. An application
 * that speaks that shape names each of them by itself: {@link SpokenPart}. Where its rows are
 * split, the table of the new shape is the whole, or the part that the application names: {@link
 * SpokenRows}.
 *
 * @param old the tables of the old shape, the first of several first; none unless all are there
 * @param fresh those of the new shape
 * @param seen the table of the spoken shape, with the columns of the other one that change, which
 *     may be there in its place
 * @param orderKnown whether the columns of the spoken shape are known with their order
 * @param part where the application names one of several tables: that, of which the table of the
 *     other shape shows some columns
 * @param rows where the application names one of several tables that share the rows: that
 */
public record CopiedTable(
    Migration migration,
    List<Relation> old,
    List<Relation> fresh,
    Relation seen,
    boolean orderKnown,
    Optional<SpokenPart> part,
    Optional<SpokenRows> rows) {

  private static final char ORDINARY = 'r';

  public CopiedTable {
    old = List.copyOf(old);
    fresh = List.copyOf(fresh);
  }

  /**
   * The tables of a migration.
   *
   * @param tables the table of a name, where it is there
   * @param found what the statement's name has led to
   * @param remembered the columns that the table of the spoken shape had
   */
  static CopiedTable of(
      Migration migration,
      Shape spoken,
      Function<TableName, Optional<Relation>> tables,
      LogicalTables.Found found,
      Supplier<List<CatalogColumn>> remembered) {
    if (migration.tables(spoken).size() > 1) {
      SpokenPart part = SpokenPart.of(migration, spoken, found.name(), tables, remembered);
      List<Relation> own = tables.apply(found.name()).stream().toList();
      List<Relation> whole = part.shown().stream().toList();
      return of(
          migration,
          spoken,
          spoken == Shape.OLD ? own : whole,
          spoken == Shape.OLD ? whole : own,
          Optional.of(part),
          Optional.empty(),
          found,
          remembered);
    }
    Optional<Relation> named = tables.apply(found.name());
    Optional<SpokenRows> rows = SpokenRows.of(migration, spoken, found.name(), named);
    return of(
        migration,
        spoken,
        there(migration.tables(Shape.OLD), tables),
        rows.isPresent() ? named.stream().toList() : there(migration.tables(Shape.NEW), tables),
        Optional.empty(),
        rows,
        found,
        remembered);
  }

  private static List<Relation> there(
      List<TableName> names, Function<TableName, Optional<Relation>> tables) {
    List<Relation> there = names.stream().flatMap(name -> tables.apply(name).stream()).toList();
    return there.size() == names.size() ? there : List.of();
  }

  private static CopiedTable of(
      Migration migration,
      Shape spoken,
      List<Relation> old,
      List<Relation> fresh,
      Optional<SpokenPart> part,
      Optional<SpokenRows> rows,
      LogicalTables.Found found,
      Supplier<List<CatalogColumn>> remembered) {
    Optional<Relation> other = joined(spoken == Shape.OLD ? fresh : old);
    Relation known = other.orElse(found.relation());
    Optional<Relation> own =
        joined(spoken == Shape.OLD ? old : fresh)
            .or(() -> asItWas(known, migration, spoken, remembered.get()));
    Relation seen =
        own.map(table -> beside(table, migration, spoken, other))
            .orElseGet(() -> inPlace(known, migration, spoken));
    return new CopiedTable(
        migration,
        old,
        fresh,
        part.map(each -> besideOthers(seen, each)).orElse(seen),
        own.isPresent(),
        part,
        rows);
  }

  /** With the columns of the whole that are other parts': there in its place, and never seen. */
  private static Relation besideOthers(Relation seen, SpokenPart part) {
    List<CatalogColumn> columns = new ArrayList<>(seen.columns());
    part.others().stream()
        .filter(column -> seen.column(column.name()).isEmpty())
        .forEach(columns::add);
    return with(seen, columns, seen.kind());
  }

  /** The changes of its columns. */
  List<ColumnChange> changes() {
    return part.map(SpokenPart::changes).orElse(migration.changes());
  }

  /** What a join of the parts on their primary key is: the columns of all, each once. */
  private static Optional<Relation> joined(List<Relation> parts) {
    if (parts.size() < 2) {
      return parts.stream().findFirst();
    }
    return Optional.of(parts.get(0).joinedWith(parts.subList(1, parts.size())));
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
    return with(own, columns, own.kind());
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
          columns.add(gone(shown, column, change.get().mappingTo(spoken).get(shown.name())));
        }
      }
      if (migration.changeOf(spoken, column.name()).isEmpty()) {
        columns.add(column);
      }
    }
    // A join of several counts as an ordinary table too.
    return with(other, columns, other.isTable() ? other.kind() : ORDINARY);
  }

  /** With the default of the other one, where it is the same in another type. */
  private static CatalogColumn gone(
      ShapeColumn shown, CatalogColumn other, MappingExpression mapping) {
    boolean same = mapping.isColumnOrCast() && mapping.columns().contains(other.name());
    return new CatalogColumn(
        shown.name(),
        other.position(),
        shown.type().map(ColumnType::declared).orElse(other.type()),
        other.notNull(),
        same && !other.computed() ? other.defaultExpression() : Optional.empty(),
        false,
        false);
  }

  private static Relation with(Relation table, List<CatalogColumn> columns, char kind) {
    return new Relation(
        table.schema(),
        table.name(),
        columns,
        table.rewritesRows(),
        kind,
        table.constraints(),
        table.deletionsReach());
  }

  /** The table of a shape, where it is there; of several their join. */
  public Optional<Relation> stored(Shape shape) {
    return joined(tables(shape));
  }

  /** The tables of a shape, where they are there. */
  public List<Relation> tables(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }

  /** Whether the application knows as one table what is several in the other shape. */
  boolean isOfSeveral() {
    return migration.several().isPresent() && part.isEmpty();
  }

  /** Whether the table of a shape is a join of several. */
  public boolean isJoined(Shape shape) {
    return tables(shape).size() > 1;
  }

  /** The tables of which the table of the one shape is a join; none where neither is. */
  public List<Relation> parts() {
    return migration.several().map(this::tables).orElse(List.of());
  }
}
