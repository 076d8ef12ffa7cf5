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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A foreign key on one of the two tables of a copy, or on one of those that a table is decomposed
 * into, that points at any other table and only guards: it changes no row when the one that it
 * refers to changes or goes. Immutable.
 *
 * @param description for people
 * @param on the table that it is on
 * @param at the table that it points at
 * @param columns the columns that it is on
 * @param source what of the definition names them
 */
public record OwnReference(
    ForeignKey key,
    String description,
    TableName on,
    TableName at,
    List<String> columns,
    String source) {

  /** Actions: a no action, r restrict (manual, pg_constraint). */
  private static final String QUERY =
      """
      WITH family(oid) AS (
        SELECT pg_catalog.to_regclass(wanted.name)::oid FROM unnest(?::text[]) AS wanted(name))
      SELECT k.conrelid::regclass::text, pg_catalog.quote_ident(k.conname),
             pg_catalog.pg_get_constraintdef(k.oid), child.relkind = 'p',
             pg_catalog.pg_describe_object('pg_catalog.pg_constraint'::regclass, k.oid, 0),
             n.nspname, child.relname, np.nspname, parent.relname, own.names,
             pg_catalog.format('FOREIGN KEY (%s)', pg_catalog.array_to_string(ARRAY(
               SELECT pg_catalog.quote_ident(name) FROM unnest(own.names) AS c(name)), ', '))
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class child ON child.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = child.relnamespace
      JOIN pg_catalog.pg_class parent ON parent.oid = k.confrelid
      JOIN pg_catalog.pg_namespace np ON np.oid = parent.relnamespace
      CROSS JOIN LATERAL (
        SELECT ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS c (num, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num
          ORDER BY c.place) AS names) own
      WHERE k.contype = 'f' AND k.conparentid = 0
        AND k.confdeltype IN ('a', 'r') AND k.confupdtype IN ('a', 'r')
        AND k.conrelid IN (
          SELECT pg_catalog.to_regclass(wanted.name) FROM unnest(?::text[]) AS wanted(name))
        AND NOT EXISTS (SELECT FROM family f WHERE f.oid = k.confrelid)
      ORDER BY 1, 2""";

  public OwnReference {
    columns = List.copyOf(columns);
  }

  /** Those on the table, or tables, of a shape; none where that is not there. */
  public static List<OwnReference> on(Shape shape, Connection connection, Migration migration)
      throws SQLException {
    List<OwnReference> found = new ArrayList<>();
    Stream<TableName> family =
        Stream.of(Shape.values()).flatMap(each -> migration.tables(each).stream());
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, sqlNames(connection, family));
      statement.setArray(2, sqlNames(connection, migration.tables(shape).stream()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(
              new OwnReference(
                  new ForeignKey(
                      result.getString(1),
                      result.getString(2),
                      result.getString(3),
                      result.getBoolean(4)),
                  result.getString(5),
                  new TableName(result.getString(6), result.getString(7)),
                  new TableName(result.getString(8), result.getString(9)),
                  List.of((String[]) result.getArray(10).getArray()),
                  result.getString(11)));
        }
      }
    }
    return found;
  }

  /** The names of those on the old table that can be moved to a new one, as SQL names them. */
  public static Set<String> namesMovedToNew(Connection connection, TablePairs pairs)
      throws SQLException {
    return on(Shape.OLD, connection, pairs.migration()).stream()
        .filter(reference -> reference.movedTo(Shape.NEW, pairs).isPresent())
        .map(reference -> reference.key().name())
        .collect(Collectors.toSet());
  }

  private static Array sqlNames(Connection connection, Stream<TableName> names)
      throws SQLException {
    Object[] quoted = names.map(name -> Quoted.table(name.schema(), name.name())).toArray();
    return connection.createArrayOf("text", quoted);
  }

  /**
   * The same on the table of a shape; empty where its columns have other values there, or are not
   * in one table.
   */
  public Optional<OwnReference> movedTo(Shape shape, TablePairs pairs) {
    return pairs.each().stream()
        .filter(pair -> shape == Shape.NEW || pair.name(Shape.NEW).equals(on))
        .flatMap(pair -> movedTo(shape, pair).stream())
        .findFirst();
  }

  private Optional<OwnReference> movedTo(Shape shape, TablePair pair) {
    List<String> there =
        columns.stream().flatMap(column -> pair.sameIn(shape, column).stream()).toList();
    if (there.size() < columns.size() || !key.definition().startsWith(source)) {
      return Optional.empty();
    }
    String newSource =
        "FOREIGN KEY (%s)"
            .formatted(String.join(", ", there.stream().map(Quoted::identifier).toList()));
    ShapeTable target = pair.table(shape);
    ForeignKey moved =
        new ForeignKey(
            target.sqlName(),
            key.name(),
            newSource + key.definition().substring(source.length()),
            target.relation().kind() == 'p');
    return Optional.of(
        new OwnReference(moved, description, pair.name(shape), at, there, newSource));
  }

  /** Whether another one demands the same of the same table, proven or not. */
  public boolean demandsTheSame(OwnReference other) {
    return on.equals(other.on)
        && at.equals(other.at)
        && columns.equals(other.columns)
        && rest().equals(other.rest());
  }

  /** What the definition says behind the columns, but whether it is proven. */
  private String rest() {
    return key.definition().substring(source.length()).replace(ForeignKey.NOT_VALID, "");
  }
}
