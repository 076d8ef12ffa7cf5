package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of several tables that an application names by itself, while in the other shape one table,
 * the whole, has the columns of all. Each row of the whole is a row of each part, so that a part
 * stands there as the whole, of which it shows some columns. Immutable.
 *
 * @param wholeShape the shape in which one table has the columns of all
 * @param first whether it is the first part: its rows come and go as those of the whole do, while
 *     those of a further one are there with them
 * @param whole the whole table, where it is there, with all of its columns
 * @param shown the same with the columns that are the part's
 * @param siblings the other parts, where they are there
 * @param changes the changes of the part's columns
 * @param spanning a change that has columns, or reads some, both of this part and of another one:
 *     whoever writes this part says nothing of those
 * @param key the columns of its primary key, in the shape that is spoken
 */
public record SpokenPart(
    Shape wholeShape,
    boolean first,
    Optional<Relation> whole,
    Optional<Relation> shown,
    List<Relation> siblings,
    List<ColumnChange> changes,
    Optional<ColumnChange> spanning,
    List<String> key) {

  public SpokenPart {
    siblings = List.copyOf(siblings);
    changes = List.copyOf(changes);
    key = List.copyOf(key);
  }

  /**
   * The part of this name.
   *
   * @param tables the table of a name, where it is there
   * @param remembered the columns that it had
   */
  static SpokenPart of(
      Migration migration,
      Shape spoken,
      TableName name,
      Function<TableName, Optional<Relation>> tables,
      Supplier<List<CatalogColumn>> remembered) {
    Optional<Relation> own = tables.apply(name);
    Predicate<String> taken = taken(migration, spoken, name, own, remembered);
    Optional<Relation> whole = tables.apply(migration.table(spoken.opposite()));
    Set<String> wholeKey = whole.map(Relation::primaryKey).map(Set::copyOf).orElse(Set.of());
    boolean first = name.equals(migration.table(spoken));
    List<ColumnChange> changes =
        migration.changes().stream()
            .filter(
                change ->
                    isOfKey(change, spoken.opposite(), wholeKey)
                        || own.filter(part -> isOfKey(change, spoken, part.primaryKey()))
                            .isPresent()
                        || takes(change, spoken, taken, first))
            .toList();
    Optional<Relation> shown =
        whole.map(
            table ->
                with(
                    table,
                    column ->
                        wholeKey.contains(column)
                            || isShown(column, migration, spoken, changes, taken)));
    return new SpokenPart(
        spoken.opposite(),
        first,
        whole,
        shown,
        migration.tables(spoken).stream()
            .filter(other -> !other.equals(name))
            .flatMap(other -> tables.apply(other).stream())
            .toList(),
        changes,
        changes.stream().filter(change -> isSpanning(change, spoken, taken)).findFirst(),
        own.map(Relation::primaryKey)
            .filter(columns -> !columns.isEmpty())
            .orElseGet(() -> spokenKey(migration, spoken, whole)));
  }

  /**
   * Which columns of the spoken shape are the part's: of the new one those that the rule says, of
   * the old one those that the table has, or had.
   */
  private static Predicate<String> taken(
      Migration migration,
      Shape spoken,
      TableName name,
      Optional<Relation> own,
      Supplier<List<CatalogColumn>> remembered) {
    if (spoken == Shape.NEW) {
      TableCopy parts = migration.copied().orElseThrow();
      return column -> parts.tableOf(column).equals(name);
    }
    List<CatalogColumn> columns =
        own.map(table -> table.columns().stream().filter(CatalogColumn::present).toList())
            .orElseGet(remembered);
    Set<String> names = columns.stream().map(CatalogColumn::name).collect(Collectors.toSet());
    return names::contains;
  }

  private static boolean isOfKey(ColumnChange change, Shape shape, Collection<String> key) {
    return change.columns(shape).stream().map(ShapeColumn::name).anyMatch(key::contains);
  }

  private static boolean takes(
      ColumnChange change, Shape spoken, Predicate<String> taken, boolean first) {
    List<String> columns = columns(change, spoken);
    return columns.isEmpty() ? first : columns.stream().anyMatch(taken);
  }

  private static boolean isSpanning(ColumnChange change, Shape spoken, Predicate<String> taken) {
    List<String> columns = columns(change, spoken);
    return columns.stream().anyMatch(taken) && !columns.stream().allMatch(taken);
  }

  /** Those that a change has in the spoken shape, and those that it reads besides. */
  private static List<String> columns(ColumnChange change, Shape spoken) {
    return Stream.concat(
            change.columns(spoken).stream().map(ShapeColumn::name), change.inputs().stream())
        .toList();
  }

  private static boolean isShown(
      String column,
      Migration migration,
      Shape spoken,
      List<ColumnChange> changes,
      Predicate<String> taken) {
    Optional<ColumnChange> change = migration.changeOf(spoken.opposite(), column);
    return change.map(changes::contains).orElseGet(() -> taken.test(column));
  }

  private static List<String> spokenKey(
      Migration migration, Shape spoken, Optional<Relation> whole) {
    return whole.map(Relation::primaryKey).orElse(List.of()).stream()
        .flatMap(
            column ->
                migration
                    .changeOf(spoken.opposite(), column)
                    .map(change -> change.columns(spoken).stream().map(ShapeColumn::name))
                    .orElse(Stream.of(column)))
        .toList();
  }

  /** A table with some of its columns, and the constraints over these. */
  private static Relation with(Relation table, Predicate<String> shown) {
    Set<String> names = new HashSet<>();
    table.columns().stream().map(CatalogColumn::name).filter(shown).forEach(names::add);
    List<KeyConstraint> constraints =
        table.constraints().stream()
            .filter(constraint -> names.containsAll(constraint.columns()))
            .toList();
    return new Relation(
        table.schema(),
        table.name(),
        table.columns().stream().filter(column -> names.contains(column.name())).toList(),
        table.rewritesRows(),
        table.kind(),
        constraints,
        table.deletionsReach());
  }

  /** The columns of the whole that are other parts'. */
  public List<CatalogColumn> others() {
    return whole.map(Relation::columns).orElse(List.of()).stream()
        .filter(CatalogColumn::present)
        .filter(column -> shown.orElseThrow().column(column.name()).isEmpty())
        .toList();
  }

  /** Their names: an application that names this part does not see them. */
  Set<String> hidden() {
    Set<String> names = new HashSet<>();
    others().forEach(column -> names.add(column.name()));
    return names;
  }
}
