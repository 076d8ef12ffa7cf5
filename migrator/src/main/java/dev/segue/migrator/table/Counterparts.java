package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which indexes and constraints stand on a table's old columns and have no equal on the new ones.
 * An equal is recognized by its definition with the columns' names exchanged; of a CHECK, and where
 * several columns become others, whose text may be another one, by its columns. What stands on a
 * column that the new shape does not have goes with it, unless another table refers to it.
 */
public final class Counterparts {

  /** What kind of thing misses its counterpart. */
  public enum Kind {
    INDEX,
    UNIQUE,
    CHECK,
    FOREIGN_KEY,
    REFERENCED_BY,
    EXCLUSION;

    /** Whether the data can go wrong without it; an index is only missed for its speed. */
    public boolean guardsData() {
      return this != INDEX;
    }
  }

  /**
   * One thing without a counterpart.
   *
   * @param definition as the server prints it
   * @param sql what makes the counterpart, as far as that can be told
   */
  public record Missing(Kind kind, String name, String definition, String sql) {}

  private static final String INDEXES =
      """
      SELECT c.relname, i.indisunique, pg_catalog.pg_get_indexdef(i.indexrelid),
             ARRAY(
               SELECT a.attname::text FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = i.indrelid
                 AND (a.attnum = ANY (i.indkey) OR EXISTS (
                   SELECT FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
                     AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum)))
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ?::regclass AND i.indisvalid AND NOT i.indisprimary
        AND NOT i.indisexclusion
      ORDER BY c.relname""";

  private static final String CONSTRAINTS =
      """
      SELECT k.conname, k.contype, k.conrelid::regclass::text,
             pg_catalog.pg_get_constraintdef(k.oid),
             ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = ?::regclass
                     AND a.attnum = ANY (CASE WHEN k.conrelid = a.attrelid THEN k.conkey
                                              ELSE k.confkey END)),
             k.conrelid = ?::regclass, k.confrelid = ?::regclass
      FROM pg_catalog.pg_constraint k
      WHERE k.contype IN ('c', 'f', 'x')
        AND (k.conrelid = ?::regclass OR k.confrelid = ?::regclass)
      ORDER BY k.conname""";

  private static final String REFERENCES = " REFERENCES ";
  private static final String NOT_VALID = " NOT VALID";

  private record Index(
      String name, boolean unique, String definition, String form, Set<String> columns) {}

  private record Constraint(
      String name,
      String type,
      String table,
      String definition,
      Set<String> columns,
      boolean own,
      boolean refersHere) {

    /** A foreign key's own side: {@code FOREIGN KEY (a)}. */
    String referring() {
      return definition.substring(0, definition.indexOf(REFERENCES));
    }

    /** A foreign key's other side, with its actions. */
    String referred() {
      return definition.substring(definition.indexOf(REFERENCES));
    }
  }

  private final MigratingTable table;
  private final Translation translation;
  private final List<Missing> missing = new ArrayList<>();

  private Counterparts(MigratingTable table) {
    this.table = table;
    this.translation = Translation.of(table);
  }

  /** What is missing now. */
  public static List<Missing> missing(Connection connection, MigratingTable table)
      throws SQLException {
    Counterparts counterparts = new Counterparts(table);
    counterparts.indexes(connection);
    counterparts.constraints(connection);
    return List.copyOf(counterparts.missing);
  }

  private void indexes(Connection connection) throws SQLException {
    List<Index> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String definition = result.getString(3);
          String form = definition.substring(definition.indexOf(" USING ") + " USING ".length());
          all.add(
              new Index(
                  result.getString(1),
                  result.getBoolean(2),
                  definition,
                  form,
                  Set.of((String[]) result.getArray(4).getArray())));
        }
      }
    }
    for (Index index : all) {
      String wanted = translation.names(index.form());
      if (onOld(index.columns()) && all.stream().noneMatch(other -> equal(index, other))) {
        missing.add(
            new Missing(
                index.unique() ? Kind.UNIQUE : Kind.INDEX,
                index.name(),
                index.definition(),
                "CREATE %sINDEX CONCURRENTLY ON %s USING %s"
                    .formatted(index.unique() ? "UNIQUE " : "", table.sqlName(), wanted)));
      }
    }
  }

  private void constraints(Connection connection) throws SQLException {
    List<Constraint> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CONSTRAINTS)) {
      for (int i = 1; i <= 5; i++) {
        statement.setString(i, table.sqlName());
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          all.add(
              new Constraint(
                  result.getString(1),
                  result.getString(2),
                  result.getString(3),
                  result.getString(4).replace(NOT_VALID, ""),
                  Set.of((String[]) result.getArray(5).getArray()),
                  result.getBoolean(6),
                  result.getBoolean(7)));
        }
      }
    }
    for (Constraint constraint : all) {
      boolean guards = constraint.own() ? onOld(constraint.columns()) : refersToOld(constraint);
      if (guards && all.stream().noneMatch(other -> equal(constraint, other))) {
        missing.add(describe(constraint));
      }
    }
  }

  private boolean refersToOld(Constraint constraint) {
    return table.names(Shape.OLD).stream().anyMatch(constraint.columns()::contains);
  }

  private boolean onOld(Set<String> columns) {
    return table.names(Shape.OLD).stream().anyMatch(columns::contains)
        && !has(ColumnChange.Kind.DROP, columns);
  }

  /** Whether a change of this kind has one of the columns. */
  private boolean has(ColumnChange.Kind kind, Set<String> columns) {
    return table.migration().changes().stream()
        .filter(change -> change.kind() == kind)
        .flatMap(change -> change.oldColumns().stream())
        .anyMatch(column -> columns.contains(column.name()));
  }

  private boolean equal(Index old, Index other) {
    if (other.equals(old) || old.unique() && !other.unique()) {
      return false;
    }
    return has(ColumnChange.Kind.SEVERAL, old.columns())
        ? other.columns().equals(translated(old.columns()))
        : other.form().equals(translation.names(old.form()));
  }

  private boolean equal(Constraint old, Constraint other) {
    if (!old.type().equals(other.type()) || old.own() != other.own() || other.equals(old)) {
      return false;
    }
    if (old.type().equals("c") || old.own() && has(ColumnChange.Kind.SEVERAL, old.columns())) {
      return other.columns().equals(translated(old.columns()));
    }
    if (!other.table().equals(old.table())) {
      return false;
    }
    return old.own()
        ? other.definition().equals(translated(old))
        : other.referred().equals(translation.names(old.referred()));
  }

  /** The definition of the table's own constraint, said of the new columns. */
  private String translated(Constraint own) {
    if (!own.type().equals("f") || own.refersHere()) {
      return translation.names(own.definition());
    }
    return translation.names(own.referring()) + own.referred();
  }

  private Set<String> translated(Set<String> columns) {
    Set<String> translated = new HashSet<>(columns);
    for (ColumnChange change : table.migration().changes()) {
      if (change.oldColumns().stream().map(ShapeColumn::name).anyMatch(columns::contains)) {
        change.oldColumns().forEach(column -> translated.remove(column.name()));
        change.newColumns().forEach(column -> translated.add(column.name()));
      }
    }
    return translated;
  }

  private Missing describe(Constraint constraint) {
    String add = "ALTER TABLE %s ADD %s NOT VALID";
    return switch (constraint.type()) {
      case "c" ->
          missing(Kind.CHECK, constraint, add.formatted(table.sqlName(), check(constraint)));
      case "x" ->
          missing(
              Kind.EXCLUSION,
              constraint,
              "ALTER TABLE %s ADD %s".formatted(table.sqlName(), translated(constraint)));
      default ->
          constraint.own()
              ? missing(Kind.FOREIGN_KEY, constraint, foreignKey(constraint))
              : missing(
                  Kind.REFERENCED_BY,
                  constraint,
                  "-- let %s refer to the new columns".formatted(constraint.table()));
    };
  }

  /** Of what is computed from several columns there is no foreign key. */
  private String foreignKey(Constraint constraint) {
    return has(ColumnChange.Kind.SEVERAL, constraint.columns())
        ? "-- guard the new columns as %s does".formatted(Quoted.identifier(constraint.name()))
        : "ALTER TABLE %s ADD %s NOT VALID".formatted(table.sqlName(), translated(constraint));
  }

  private String check(Constraint constraint) {
    String definition = constraint.definition();
    int open = definition.indexOf('(');
    int close = definition.lastIndexOf(')');
    return "CHECK (" + translation.expression(definition.substring(open + 1, close)) + ")";
  }

  private static Missing missing(Kind kind, Constraint constraint, String sql) {
    return new Missing(kind, Quoted.identifier(constraint.name()), constraint.definition(), sql);
  }
}
