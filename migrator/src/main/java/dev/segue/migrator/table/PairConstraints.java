package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.Counterparts.Kind;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Indexes and constraints that one of the two tables of a copy has and the other lacks. An equal is
 * recognized by its definition with the columns' names exchanged, a CHECK by its columns. Primary
 * keys are left aside: they may well differ. What stands on a column that the other shape does not
 * have, or that is one of several there, cannot be on the other table.
 *
 * <p>Of a table that is decomposed, an equal stands on the table that takes the columns. Where
 * several take them, there can be none. So it is of what the one table has that several are joined
 * to; by what these refer to each other's rows, the one table needs no equal.
 */
public final class PairConstraints {

  /**
   * One that a table has alone.
   *
   * @param owner the shape whose table has it
   * @param table that table
   * @param other the table where another one would stand; empty where its columns are in several
   * @param definition as the server prints it
   * @param acts whether it writes the table by itself: a foreign key that cascades
   */
  public record Alone(
      Shape owner,
      TableName table,
      Optional<TableName> other,
      Kind kind,
      String name,
      String definition,
      boolean acts) {}

  /** In the first place constraints, then indexes but those of primary keys and exclusions. */
  private static final String QUERY =
      """
      WITH family(oid) AS (
        SELECT pg_catalog.to_regclass(wanted.name)::oid FROM unnest(?::text[]) AS wanted(name))
      SELECT k.contype::text, pg_catalog.quote_ident(k.conname),
             replace(CASE WHEN k.confrelid = k.conrelid OR k.confrelid IN (SELECT oid FROM family) THEN pg_catalog.regexp_replace(
                       pg_catalog.pg_get_constraintdef(k.oid), ' REFERENCES [^(]+\\(', ' REFERENCES itself(')
                     ELSE pg_catalog.pg_get_constraintdef(k.oid) END, ' NOT VALID', ''),
             k.contype = 'f' AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd')),
             ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
             k.confrelid <> k.conrelid AND k.confrelid IN (SELECT oid FROM family)
      FROM pg_catalog.pg_constraint k
      WHERE k.conrelid = ?::regclass AND k.contype IN ('c', 'f', 'x') AND k.conparentid = 0
      UNION ALL
      SELECT CASE WHEN i.indisunique THEN 'u' ELSE 'i' END, i.indexrelid::regclass::text,
             pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.*? USING ', ''), false,
             ARRAY(
               SELECT a.attname::text FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = i.indrelid
                 AND (a.attnum = ANY (i.indkey) OR EXISTS (
                   SELECT FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
                     AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))), false
      FROM pg_catalog.pg_index i
      WHERE i.indrelid = ?::regclass AND NOT i.indisprimary AND NOT i.indisexclusion
        AND i.indisvalid
      ORDER BY 2""";

  /**
   * @param within whether it refers from one of several tables to another one
   */
  private record Found(
      TableName table,
      Kind kind,
      String name,
      String definition,
      boolean acts,
      Set<String> columns,
      boolean within) {

    /** By what another one is told to be its equal. */
    private Object form(UnaryOperator<String> names, UnaryOperator<String> column) {
      if (kind != Kind.CHECK) {
        return names.apply(definition);
      }
      Set<String> form = new HashSet<>();
      columns.forEach(name -> form.add(column.apply(name)));
      return form;
    }
  }

  private PairConstraints() {}

  /** What one of the tables has alone, the old one's first. All of the tables must be there. */
  public static List<Alone> alone(Connection connection, OldTables old) throws SQLException {
    Migration migration = old.migration();
    Translation translation = Translation.of(old.whole());
    List<Found> onOld = read(connection, migration, Shape.OLD);
    List<Found> onNew = read(connection, migration, Shape.NEW);
    List<Alone> alone = new ArrayList<>();
    for (Found each : onOld) {
      Object form = each.form(translation::names, name -> translated(migration, name));
      List<TableName> homes = homes(old, each);
      if (goesOver(migration, Shape.OLD, each)
          && !isByKeyWithin(old, each)
          && onNew.stream()
              .filter(other -> homes.equals(List.of(other.table())))
              .noneMatch(other -> equal(other, each.kind(), form))) {
        alone.add(alone(Shape.OLD, each, homes));
      }
    }
    for (Found each : onNew) {
      Object form = each.form(UnaryOperator.identity(), UnaryOperator.identity());
      boolean known =
          onOld.stream()
              .anyMatch(
                  other ->
                      other.kind() == each.kind()
                          && other
                              .form(translation::names, name -> translated(migration, name))
                              .equals(form));
      if (!known && !each.within()) {
        alone.add(alone(Shape.NEW, each, origins(old, each)));
      }
    }
    return alone;
  }

  /** What says that a row of one old table is one of another too. */
  private static boolean isByKeyWithin(OldTables old, Found found) {
    return found.within() && keyOf(old).containsAll(found.columns());
  }

  private static List<String> keyOf(OldTables old) {
    return old.whole().key().stream().map(MigratingTable.KeyColumn::name).toList();
  }

  private static Alone alone(Shape owner, Found found, List<TableName> others) {
    Optional<TableName> other = others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    return new Alone(
        owner, found.table(), other, found.kind(), found.name(), found.definition(), found.acts());
  }

  /** The new tables that take its columns; each has those of the key. */
  private static List<TableName> homes(OldTables old, Found found) {
    List<String> key = keyOf(old);
    List<TableName> homes =
        found.columns().stream()
            .filter(column -> !key.contains(column))
            .map(column -> translated(old.migration(), column))
            .map(old.migration().copied().orElseThrow()::tableOf)
            .distinct()
            .toList();
    return homes.isEmpty() ? List.of(old.migration().table(Shape.NEW)) : homes;
  }

  /** The old tables of whose columns its own are made. */
  private static List<TableName> origins(OldTables old, Found found) {
    List<String> key = keyOf(old);
    List<TableName> origins =
        found.columns().stream()
            .map(column -> original(old.migration(), column))
            .filter(column -> !key.contains(column))
            .map(column -> old.having(column).name())
            .distinct()
            .toList();
    return origins.isEmpty() ? List.of(old.migration().table()) : origins;
  }

  private static String original(Migration migration, String newColumn) {
    return migration
        .changeOf(Shape.NEW, newColumn)
        .filter(change -> change.kind() == ColumnChange.Kind.ONE_FOR_ONE)
        .map(change -> change.oldColumns().get(0).name())
        .orElse(newColumn);
  }

  private static boolean equal(Found other, Kind kind, Object form) {
    return other.kind() == kind
        && other.form(UnaryOperator.identity(), UnaryOperator.identity()).equals(form);
  }

  private static boolean goesOver(Migration migration, Shape shape, Found found) {
    return migration.changes().stream()
        .filter(change -> change.kind() != ColumnChange.Kind.ONE_FOR_ONE)
        .flatMap(change -> change.columns(shape).stream())
        .map(ShapeColumn::name)
        .noneMatch(found.columns()::contains);
  }

  private static String translated(Migration migration, String oldColumn) {
    return migration
        .changeOf(Shape.OLD, oldColumn)
        .filter(change -> change.kind() == ColumnChange.Kind.ONE_FOR_ONE)
        .map(change -> change.newColumns().get(0).name())
        .orElse(oldColumn);
  }

  private static List<Found> read(Connection connection, Migration migration, Shape shape)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    for (TableName table : migration.tables(shape)) {
      found.addAll(read(connection, table, migration.tables(shape)));
    }
    return found;
  }

  private static List<Found> read(Connection connection, TableName table, List<TableName> family)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    Object[] names = family.stream().map(PairConstraints::sqlName).toArray();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, connection.createArrayOf("text", names));
      statement.setString(2, sqlName(table));
      statement.setString(3, sqlName(table));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(
              new Found(
                  table,
                  kind(result.getString(1)),
                  result.getString(2),
                  result.getString(3),
                  result.getBoolean(4),
                  Set.of((String[]) result.getArray(5).getArray()),
                  result.getBoolean(6)));
        }
      }
    }
    return found;
  }

  private static String sqlName(TableName table) {
    return Quoted.table(table.schema(), table.name());
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "c" -> Kind.CHECK;
      case "f" -> Kind.FOREIGN_KEY;
      case "x" -> Kind.EXCLUSION;
      case "u" -> Kind.UNIQUE;
      default -> Kind.INDEX;
    };
  }
}
