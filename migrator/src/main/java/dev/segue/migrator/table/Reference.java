package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A foreign key of another table that points at one of the two tables of a copy, or at one of
 * several that a shape has. Immutable.
 *
 * @param key the foreign key, on the other table
 * @param description for people
 * @param at the table that it points at, for people
 * @param target what of the definition says where it points
 * @param columns the columns that it points at
 * @param oid of the foreign key
 */
public record Reference(
    ForeignKey key,
    String description,
    TableName at,
    String target,
    List<String> columns,
    long oid) {

  /** A constraint of this name is one that a handover has not finished with. */
  private static final String UNFINISHED = "segue_reference_";

  private static final String QUERY =
      """
      WITH RECURSIVE pair(oid) AS (
        SELECT wanted.name::regclass::oid FROM unnest(?::text[]) AS wanted(name)
        WHERE pg_catalog.to_regclass(wanted.name) IS NOT NULL
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN pair p ON i.inhparent = p.oid)
      SELECT k.conrelid::regclass::text, pg_catalog.quote_ident(k.conname),
             pg_catalog.pg_describe_object('pg_catalog.pg_constraint'::regclass, k.oid, 0),
             pg_catalog.pg_get_constraintdef(k.oid),
             pg_catalog.format('REFERENCES %s(%s)', k.confrelid::regclass, pg_catalog.array_to_string(ARRAY(
               SELECT pg_catalog.quote_ident(a.attname)
               FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS c (num, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.num
               ORDER BY c.place), ', ')),
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS c (num, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.num
               ORDER BY c.place),
             child.relkind = 'p', k.oid, n.nspname, parent.relname
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class parent ON parent.oid = k.confrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = parent.relnamespace
      JOIN pg_catalog.pg_class child ON child.oid = k.conrelid
      WHERE k.contype = 'f' AND k.conparentid = 0
        AND k.confrelid IN (
          SELECT pg_catalog.to_regclass(wanted.name) FROM unnest(?::text[]) AS wanted(name))
        AND k.conrelid NOT IN (SELECT oid FROM pair)
      ORDER BY 1, 2""";

  public Reference {
    columns = List.copyOf(columns);
  }

  /** Those that point at the table, or tables, of a shape; none where that is not there. */
  public static List<Reference> to(Shape shape, Connection connection, Migration migration)
      throws SQLException {
    List<Reference> found = new ArrayList<>();
    Stream<TableName> family =
        Stream.of(Shape.values()).flatMap(each -> migration.tables(each).stream());
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, sqlNames(connection, family));
      statement.setArray(2, sqlNames(connection, migration.tables(shape).stream()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(
              new Reference(
                  new ForeignKey(
                      result.getString(1),
                      result.getString(2),
                      result.getString(4),
                      result.getBoolean(7)),
                  result.getString(3),
                  new TableName(result.getString(9), result.getString(10)),
                  result.getString(5),
                  List.of((String[]) result.getArray(6).getArray()),
                  result.getLong(8)));
        }
      }
    }
    return found;
  }

  private static Array sqlNames(Connection connection, Stream<TableName> names)
      throws SQLException {
    Object[] quoted = names.map(name -> Quoted.table(name.schema(), name.name())).toArray();
    return connection.createArrayOf("text", quoted);
  }

  /**
   * Whether it is left of a handover that was broken off: the one that it was made after is there.
   */
  public boolean isUnfinished() {
    return key.name().startsWith(UNFINISHED);
  }

  /**
   * The same foreign key to the table of a shape, under a name of its own, proven by nobody yet;
   * empty where the columns there have other values. Of several tables it points at the first that
   * has the columns.
   */
  public Optional<Reference> pointingAt(Shape shape, TablePairs pairs) {
    return pairs.each().stream()
        .filter(pair -> pair.name(shape.opposite()).equals(at))
        .flatMap(pair -> pointingAt(shape, pair).stream())
        .findFirst();
  }

  private Optional<Reference> pointingAt(Shape shape, TablePair pair) {
    List<String> there = new ArrayList<>();
    for (String column : columns) {
      Optional<String> same = pair.sameIn(shape, column);
      if (same.isEmpty()) {
        return Optional.empty();
      }
      there.add(same.get());
    }
    String newTarget =
        "REFERENCES %s(%s)"
            .formatted(
                pair.table(shape).sqlName(),
                String.join(", ", there.stream().map(Quoted::identifier).toList()));
    if (!key.definition().contains(target)) {
      return Optional.empty();
    }
    return Optional.of(
        new Reference(
            new ForeignKey(
                key.table(),
                UNFINISHED + oid,
                key.definition().replace(target, newTarget),
                key.partitioned()),
            description,
            pair.name(shape),
            newTarget,
            there,
            oid));
  }
}
