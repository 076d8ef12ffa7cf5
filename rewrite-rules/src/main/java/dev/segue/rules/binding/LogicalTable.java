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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A migrating table in the shape that the application speaks: its logical columns in order, and the
 * physical ones that it must not see. Immutable.
 */
public final class LogicalTable {

  private final Relation relation;
  private final Optional<CopiedTable> copy;
  private final TableName name;
  private final List<Migration> migrations;
  private final Shape spoken;
  private final List<LogicalColumn.Change> changes;
  private final Map<String, LogicalColumn> columns;
  private final Set<String> hidden;
  private final boolean orderKnown;

  private LogicalTable(
      Relation relation,
      Optional<CopiedTable> copy,
      TableName name,
      List<Migration> migrations,
      Shape spoken,
      List<LogicalColumn.Change> changes,
      Map<String, LogicalColumn> columns,
      Set<String> hidden,
      boolean orderKnown) {
    this.relation = relation;
    this.copy = copy;
    this.name = name;
    this.migrations = List.copyOf(migrations);
    this.spoken = spoken;
    this.changes = List.copyOf(changes);
    this.columns = columns;
    this.hidden = Set.copyOf(hidden);
    this.orderKnown = orderKnown;
  }

  /**
   * The table {@code relation} as an application sees it that speaks so.
   *
   * @param name the name by which the application knows it
   */
  static LogicalTable of(
      Relation relation, TableName name, List<Migration> migrations, Speaks speaks) {
    return of(relation, Optional.empty(), name, migrations, speaks);
  }

  /** The same of a table of which each shape has its own. */
  static LogicalTable copied(
      CopiedTable copy, TableName name, List<Migration> migrations, Speaks speaks) {
    return of(copy.seen(), Optional.of(copy), name, migrations, speaks);
  }

  private static LogicalTable of(
      Relation relation,
      Optional<CopiedTable> copy,
      TableName name,
      List<Migration> migrations,
      Speaks speaks) {
    List<LogicalColumn.Change> changes = new ArrayList<>();
    Map<String, LogicalColumn> changed = new LinkedHashMap<>();
    Set<String> hidden = new HashSet<>();
    for (Migration migration : migrations) {
      Shape spoken = speaks.shape(migration.id());
      for (ColumnChange change : copy.map(CopiedTable::changes).orElse(migration.changes())) {
        LogicalColumn.Change seen = new LogicalColumn.Change(migration, change, spoken);
        changes.add(seen);
        for (ShapeColumn column : change.columns(spoken)) {
          changed.put(
              column.name(),
              new LogicalColumn(
                  column.name(),
                  typeOf(relation, change, spoken, column),
                  relation.column(column.name()),
                  Optional.of(seen)));
        }
        for (ShapeColumn column : change.columns(spoken.opposite())) {
          hidden.add(column.name());
        }
      }
    }
    copy.flatMap(CopiedTable::part).ifPresent(part -> hidden.addAll(part.hidden()));
    hidden.removeAll(changed.keySet());
    return new LogicalTable(
        relation,
        copy,
        name,
        migrations,
        speaks.shape(migrations.get(0).id()),
        changes,
        inOrder(relation, changed, hidden),
        hidden,
        copy.map(CopiedTable::orderKnown)
            .orElseGet(
                () ->
                    relation.columns().stream()
                        .map(CatalogColumn::name)
                        .toList()
                        .containsAll(changed.keySet())));
  }

  private static Map<String, LogicalColumn> inOrder(
      Relation relation, Map<String, LogicalColumn> changed, Set<String> hidden) {
    List<CatalogColumn> known = new ArrayList<>(relation.columns());
    known.sort(Comparator.comparingInt(CatalogColumn::position));
    Map<String, LogicalColumn> ordered = new LinkedHashMap<>();
    for (CatalogColumn column : known) {
      LogicalColumn change = changed.get(column.name());
      if (change != null) {
        ordered.put(column.name(), change);
      } else if (column.present() && !hidden.contains(column.name())) {
        ordered.put(
            column.name(),
            new LogicalColumn(
                column.name(), Optional.of(column.type()), Optional.of(column), Optional.empty()));
      }
    }
    changed.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private static Optional<ColumnType> typeOf(
      Relation relation, ColumnChange change, Shape shape, ShapeColumn column) {
    Optional<ColumnType> live = relation.column(column.name()).map(CatalogColumn::type);
    if (live.isPresent()) {
      return live;
    }
    if (column.type().isPresent()) {
      return column.type().map(ColumnType::declared);
    }
    // A renamed column has no type of its own in the rule: it is that of its other name.
    MappingExpression mapping = change.mappingTo(shape).get(column.name());
    return mapping != null && change.isRename()
        ? relation
            .column(mapping.columnReferences().get(0).fields().get(0).name())
            .map(CatalogColumn::type)
        : Optional.empty();
  }

  /** The table as the database has it; of two that of the spoken shape. */
  public Relation relation() {
    return relation;
  }

  /** The two tables that it is, where each shape has its own. */
  public Optional<CopiedTable> copy() {
    return copy;
  }

  /**
   * The tables in the database that it is made of now: those of the spoken shape where they are
   * there, else those of the other one.
   */
  public List<Relation> stored() {
    if (copy.isEmpty()) {
      return List.of(relation);
    }
    List<Relation> own = copy.get().tables(spoken);
    return own.isEmpty() ? copy.get().tables(spoken.opposite()) : own;
  }

  /** The tables of both shapes that are in the database. */
  public List<Relation> ofBothShapes() {
    return copy.map(
            two -> Stream.of(Shape.values()).flatMap(shape -> two.tables(shape).stream()).toList())
        .orElse(List.of(relation));
  }

  /** The schema of the table in the spoken shape. */
  public String schema() {
    return name.schema();
  }

  /** The name of the table in the spoken shape, without its schema. */
  public String name() {
    return name.name();
  }

  /** Whether the table has, in the database, the name of the spoken shape. */
  public boolean hasSpokenName() {
    return name.equals(new TableName(relation.schema(), relation.name()));
  }

  /** Whether it has that name on every route: nothing else has to be put in its place. */
  public boolean keepsName() {
    return copy.isEmpty() && hasSpokenName();
  }

  /** The migrations that change this table, by ordinal. */
  public List<Migration> migrations() {
    return migrations;
  }

  /** The shape that is spoken of it; of several migrations that of the first. */
  public Shape spoken() {
    return spoken;
  }

  /** What changes of it, those too of which the spoken shape has no column. */
  public List<LogicalColumn.Change> changes() {
    return changes;
  }

  /** The logical columns, in the order in which {@code SELECT *} shows them. */
  public List<LogicalColumn> columns() {
    return List.copyOf(columns.values());
  }

  /** The logical column of this name. */
  public Optional<LogicalColumn> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** Whether {@code name} is a column of the other shape: physically there or soon, never seen. */
  public boolean hides(String name) {
    return hidden.contains(name);
  }

  /** Whether {@code name} is a column of the other shape that the table has now. */
  boolean hidesPresent(String name) {
    return hides(name) && relation.presentColumn(name).isPresent();
  }

  /**
   * Whether the order of the columns is certain. It is not where a column of the spoken shape is
   * not there, and its position not remembered: one that {@code expand} has yet to add, or one that
   * was dropped without it.
   */
  public boolean orderKnown() {
    return orderKnown;
  }

  /**
   * Whether the physical table is of the spoken name and shows exactly the logical columns: nothing
   * hidden, nothing gone. Of a table that is copied that of the spoken shape.
   */
  public boolean exact() {
    return hasSpokenName()
        && columns.values().stream().allMatch(LogicalColumn::present)
        && (copy.isPresent() || noneHidden());
  }

  private boolean noneHidden() {
    return hidden.stream().noneMatch(name -> relation.presentColumn(name).isPresent());
  }
}
