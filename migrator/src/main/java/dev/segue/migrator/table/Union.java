package dev.segue.migrator.table;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.UnitedTables;
import dev.segue.rules.migration.UnitedTables.UnitedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that a migration unites, as they stand in the database now. Immutable.
 *
 * @param parts in the order of the rule
 */
public record Union(Migration migration, List<Part> parts) {

  private static final String PARTED =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_inherits i
        WHERE i.inhrelid = ?::regclass AND i.inhparent = pg_catalog.to_regclass(?))""";

  /**
   * One of them.
   *
   * @param key the columns of its primary key; none where it has none
   * @param attached whether it is a part of the one table already
   */
  public record Part(UnitedTable rule, Relation relation, List<KeyColumn> key, boolean attached) {

    public Part {
      key = List.copyOf(key);
    }

    /** Its name for SQL. */
    public String sqlName() {
      return Quoted.table(relation.schema(), relation.name());
    }

    /** Its columns, but for one. */
    public List<CatalogColumn> columnsBut(String name) {
      return relation.columns().stream()
          .filter(column -> column.present() && !column.name().equals(name))
          .toList();
    }
  }

  public Union {
    parts = List.copyOf(parts);
  }

  /**
   * Reads them.
   *
   * @throws MigratorException if one is not there
   */
  public static Union read(MigrationContext context, Migration migration) {
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    List<Part> parts = new ArrayList<>();
    try (Connection connection = context.connect()) {
      for (UnitedTable table : migration.united().orElseThrow().tables()) {
        Relation relation =
            TablePairs.relation(catalog, table.name())
                .orElseThrow(() -> missing(migration, table.name()));
        parts.add(
            new Part(
                table,
                relation,
                MigratingTable.primaryKey(connection, relation),
                isPart(connection, relation, migration.table())));
      }
    } catch (SQLException e) {
      throw MigratorException.of("reading the tables that become " + migration.table(), e);
    }
    return new Union(migration, parts);
  }

  /**
   * Requires that a migration has two shapes of which one may be left: tables that are united have
   * both from expand on, and always.
   *
   * @throws MigratorException REFUSED if it unites tables
   */
  public static void requireNone(Migration migration) {
    if (migration.united().isPresent()) {
      throw MigratorException.refused(
          "migration \"%s\" unites tables where they are, and needs this step not"
              .formatted(migration.id()),
          "Both shapes are there from expand on, and are the same rows: no flag decides between"
              + " them.",
          "Let applications speak new, and take it out of the rules file when none speaks old.");
    }
  }

  private static boolean isPart(Connection connection, Relation relation, TableName whole)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PARTED)) {
      statement.setString(1, Quoted.table(relation.schema(), relation.name()));
      statement.setString(2, Quoted.table(whole.schema(), whole.name()));
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  private static MigratorException missing(Migration migration, TableName name) {
    return MigratorException.badInput(
        "there is no table %s".formatted(name),
        "Migration \"%s\" unites it, in line %d of the rules file."
            .formatted(migration.id(), migration.line()),
        "Mend the name there, or check that --url leads to the right database.");
  }

  public UnitedTables rule() {
    return migration.united().orElseThrow();
  }

  /** The column that tells the parts apart. */
  public ShapeColumn discriminator() {
    return rule().discriminator();
  }

  /** The one table's name for SQL. */
  public String sqlName() {
    return Quoted.table(migration.table().schema(), migration.table().name());
  }

  /** The primary key that all parts have; empty where one has another, or none. */
  public Optional<List<String>> commonKey() {
    List<List<String>> keys =
        parts.stream()
            .map(part -> part.key().stream().map(KeyColumn::name).toList())
            .distinct()
            .toList();
    return keys.size() == 1 && !keys.get(0).isEmpty() ? Optional.of(keys.get(0)) : Optional.empty();
  }

  /** The columns that get their values from another sequence, or another default, in each part. */
  public List<String> differingDefaults() {
    return parts.get(0).columnsBut(discriminator().name()).stream()
        .filter(column -> !column.computed())
        .map(CatalogColumn::name)
        .filter(this::hasDifferingDefaults)
        .toList();
  }

  private boolean hasDifferingDefaults(String column) {
    return parts.stream()
            .map(
                part ->
                    part.relation().presentColumn(column).flatMap(CatalogColumn::defaultExpression))
            .distinct()
            .count()
        > 1;
  }

  /** The columns that may be null in one part at least. */
  public Set<String> nullable() {
    return Set.copyOf(
        parts.stream()
            .flatMap(part -> part.columnsBut(discriminator().name()).stream())
            .filter(column -> !column.notNull())
            .map(CatalogColumn::name)
            .distinct()
            .toList());
  }
}
