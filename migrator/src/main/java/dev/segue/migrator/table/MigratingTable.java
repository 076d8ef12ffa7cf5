package dev.segue.migrator.table;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.Sight;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration's table as it stands in the database now. Immutable.
 *
 * @param key the columns of its primary key, in the index's order; at least one
 * @param required the old columns that were NOT NULL when the table was expanded
 */
public record MigratingTable(
    Migration migration, Relation relation, List<KeyColumn> key, Set<String> required) {

  /** A column of the primary key, with its type for casts. */
  public record KeyColumn(String name, String type) {}

  private static final String PRIMARY_KEY =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod)
      FROM pg_catalog.pg_index i
      CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, at)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = ?::regclass AND i.indisprimary AND k.at <= i.indnkeyatts
      ORDER BY k.at""";

  public MigratingTable {
    key = List.copyOf(key);
    required = Set.copyOf(required);
  }

  /**
   * Reads the table.
   *
   * @throws MigratorException if there is none, or it has no primary key
   */
  public static MigratingTable read(MigrationContext context, Migration migration) {
    return read(context, migration, migration.table());
  }

  /** The same of one of several that the old shape has. */
  static MigratingTable read(MigrationContext context, Migration migration, TableName name) {
    Relation relation =
        relation(DatabaseCatalog.of(context.dataSource()), context.rules(), name)
            .orElseThrow(() -> missing(migration, name));
    try (Connection connection = context.connect()) {
      List<KeyColumn> key = primaryKey(connection, relation);
      if (key.isEmpty()) {
        throw MigratorException.refused(
            "table %s of migration \"%s\" has no primary key".formatted(name, migration.id()),
            "Its rows are backfilled and verified in the order of their keys.",
            "Add a primary key.");
      }
      return new MigratingTable(migration, relation, key, required(connection, relation));
    } catch (SQLException e) {
      throw MigratorException.of("reading the primary key of " + name, e);
    }
  }

  /** The table that a rule gives this name, under whichever of its names it has. */
  public static Optional<Relation> relation(Catalog catalog, Rules rules, TableName name) {
    Optional<Relation> first = relation(catalog, name);
    if (first.filter(Relation::isTable).isPresent()) {
      return first;
    }
    return rules.otherNameOf(name).flatMap(other -> relation(catalog, other)).or(() -> first);
  }

  private static Optional<Relation> relation(Catalog catalog, TableName name) {
    return catalog.relation(name.schema(), name.name());
  }

  private static Set<String> required(Connection connection, Relation relation)
      throws SQLException {
    return new OldColumns(connection)
        .of(relation.schema(), relation.name()).stream()
            .filter(OldColumn::notNull)
            .map(OldColumn::name)
            .collect(Collectors.toSet());
  }

  private static MigratorException missing(Migration migration, TableName name) {
    return MigratorException.badInput(
        "there is no table %s".formatted(name),
        "Migration \"%s\" names it in line %d of the rules file."
            .formatted(migration.id(), migration.line()),
        "Mend its name there, or check that --url leads to the right database.");
  }

  /** The columns of a table's primary key; none where there is no key. */
  public static List<KeyColumn> primaryKey(Connection connection, Relation relation)
      throws SQLException {
    List<KeyColumn> key = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
      statement.setString(1, quotedName(relation));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          key.add(new KeyColumn(result.getString(1), result.getString(2)));
        }
      }
    }
    return key;
  }

  private static String quotedName(Relation relation) {
    return Quoted.table(relation.schema(), relation.name());
  }

  /** The table's name for SQL: the one that it has. */
  public String sqlName() {
    return quotedName(relation);
  }

  /** The name that the rule has for it, whichever it has. */
  public TableName name() {
    TableName has = new TableName(relation.schema(), relation.name());
    return migration.tables(Shape.OLD).contains(has) ? has : migration.table();
  }

  /** The name that it is still to be given. */
  public Optional<TableName> awaitedName() {
    return migration
        .renamed()
        .filter(name -> !name.equals(new TableName(relation.schema(), relation.name())));
  }

  /** The columns that a shape has for itself and the table has now. */
  public List<CatalogColumn> columns(Shape shape) {
    return names(shape).stream().flatMap(name -> relation.presentColumn(name).stream()).toList();
  }

  /** The names of the columns that a shape has for itself. */
  public List<String> names(Shape shape) {
    return migration.changes().stream()
        .flatMap(change -> change.columns(shape).stream())
        .map(ShapeColumn::name)
        .toList();
  }

  /** The columns of the row that the mappings read and no migration changes. */
  public List<String> inputs() {
    return migration.changes().stream()
        .flatMap(change -> change.inputs().stream())
        .distinct()
        .toList();
  }

  /** What a write must not set alone: the old columns, and what the new ones are computed from. */
  public List<String> mapped() {
    return Stream.concat(
            names(Shape.OLD).stream(),
            migration.changes().stream().flatMap(change -> change.inputsTo(Shape.NEW).stream()))
        .distinct()
        .toList();
  }

  /** Whether the table has all columns of a shape. */
  public boolean has(Shape shape) {
    return columns(shape).size() == names(shape).size();
  }

  /**
   * What the columns of a shape are for a row of the other one: assignments and comparisons.
   *
   * <p>A column that the new shape does not have cannot be computed from it: what it holds is kept.
   * A row that was written without it has NULL there, which can be told where the column was NOT
   * NULL, and is what {@code down} says. Where it was not, NULL is as good as any other value.
   *
   * @throws MigratorException if a column is missing
   */
  public Mapping mappingTo(Shape shape) {
    List<Mapping.Computed> computed = new ArrayList<>();
    for (ColumnChange change : migration.changes()) {
      boolean lost =
          shape == Shape.OLD && change.kind() == ColumnChange.Kind.DROP && change.moved().isEmpty();
      for (ShapeColumn column : change.columns(shape)) {
        CatalogColumn present =
            relation
                .presentColumn(column.name())
                .orElseThrow(() -> columnMissing(shape, column.name()));
        if (!lost || required.contains(column.name())) {
          String sql =
              change
                  .readingOf(shape, column.name(), sight(change))
                  .replacingColumns(Quoted::identifier);
          Optional<String> differs = change.lookup().map(lookup -> isLookedUpOtherwise(change));
          computed.add(
              new Mapping.Computed(column.name(), present.type().formatted(), sql, lost, differs));
        }
      }
      for (ShapeColumn other : change.columns(shape.opposite())) {
        if (relation.presentColumn(other.name()).isEmpty()) {
          throw columnMissing(shape.opposite(), other.name());
        }
      }
      requireInputs(change);
    }
    return new Mapping(computed);
  }

  /** What moves to a related table is compared on one snapshot: either side may change. */
  private static Sight sight(ColumnChange change) {
    return change.moved().isPresent() ? Sight.SNAPSHOT : Sight.NEWEST;
  }

  /**
   * Where a lookup table has not got the value of the old column, nothing can be told from its
   * keys; so what the key stands for is compared with the value.
   */
  private static String isLookedUpOtherwise(ColumnChange change) {
    String old = change.oldColumns().get(0).name();
    String value =
        change.readingOf(Shape.OLD, old, Sight.SNAPSHOT).replacingColumns(Quoted::identifier);
    return "(%s OR (%s IS NULL) <> (%s IS NULL))"
        .formatted(
            Comparison.distinct(Quoted.identifier(old), value, true),
            Quoted.identifier(old),
            Quoted.identifier(change.newColumns().get(0).name()));
  }

  /**
   * Requires that the columns are there that a change reads besides its own.
   *
   * @throws MigratorException if one is missing
   */
  public void requireInputs(ColumnChange change) {
    for (String input : change.inputs()) {
      if (relation.presentColumn(input).isEmpty()) {
        throw MigratorException.refused(
            "table %s has no column \"%s\"".formatted(migration.table(), input),
            "Migration \"%s\" computes from it in line %d of the rules file."
                .formatted(migration.id(), change.line()),
            "Mend the name there.");
      }
    }
  }

  private MigratorException columnMissing(Shape shape, String column) {
    return MigratorException.refused(
        "table %s has no column \"%s\"".formatted(migration.table(), column),
        "It is a column of the %s shape of migration \"%s\"."
            .formatted(shape.word(), migration.id()),
        shape == Shape.NEW
            ? "Run: segue expand " + migration.id()
            : "Check \"old:\" in the rules file; a dropped column cannot be brought back.");
  }
}
