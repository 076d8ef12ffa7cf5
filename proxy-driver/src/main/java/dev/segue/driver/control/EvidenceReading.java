package dev.segue.driver.control;

import dev.segue.flags.stage.Evidence;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what is known of migrations: from the control tables, and from the catalog. */
final class EvidenceReading {

  /** Whether a column is there, and whether a row can be inserted without naming it. */
  private record Presence(boolean present, boolean omissible) {}

  private static final String COLUMNS =
      """
      SELECT wanted.at, bool_or(a.attname IS NOT NULL),
             bool_and(NOT (a.attnotnull OR coalesce(t.typnotnull, false))
               OR a.atthasdef OR a.attidentity <> '')
      FROM unnest(?::int[], ?::text[], ?::text[], ?::text[])
             AS wanted(at, table_schema, table_name, column_name)
      LEFT JOIN (
        pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid)
        ON n.nspname = wanted.table_schema AND c.relname = wanted.table_name
          AND c.relkind IN ('r', 'p', 'f') AND a.attname = wanted.column_name
      GROUP BY wanted.at
      ORDER BY wanted.at""";

  private static final String TABLES =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = wanted.table_schema AND c.relname = wanted.table_name
          AND c.relkind IN ('r', 'p', 'f'))
      FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted(table_schema, table_name, at)
      ORDER BY wanted.at""";

  /**
   * Whether foreign keys point at a table of tables that are not copied: rows that those refer to
   * must be there. What a table that is copied itself refers to goes by its own route, which is
   * another migration's; the operator hands its keys over all the same.
   */
  private static final String REFERENCED =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_depend d
          ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = c.oid
            AND d.classid = 'pg_catalog.pg_constraint'::regclass
        JOIN pg_catalog.pg_constraint k ON k.oid = d.objid AND k.contype = 'f'
          AND k.confrelid = c.oid AND k.conparentid = 0
        WHERE n.nspname = wanted.table_schema AND c.relname = wanted.table_name
          AND k.conrelid <> ALL (ARRAY(
            WITH RECURSIVE copied(oid) AS (
              SELECT t.oid
              FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace s ON s.oid = t.relnamespace
              JOIN unnest(?::text[], ?::text[]) AS pair(schema, name)
                ON s.nspname = pair.schema AND t.relname = pair.name
              UNION
              SELECT i.inhrelid
              FROM pg_catalog.pg_inherits i JOIN copied ON i.inhparent = copied.oid)
            SELECT oid FROM copied)))
      FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted(table_schema, table_name, at)
      ORDER BY wanted.at""";

  private static final String PROVEN =
      """
      SELECT EXISTS (SELECT FROM segue.verification
                     WHERE migration = wanted.id AND clean AND NOT stale),
             coalesce((SELECT old_current FROM segue.migration m WHERE m.id = wanted.id), true)
      FROM unnest(?::text[]) WITH ORDINALITY AS wanted(id, at)
      ORDER BY wanted.at""";

  private record Proven(boolean verifiedClean, boolean oldShapeCurrent) {}

  private final Connection connection;
  private final List<TableName> copied;

  /**
   * @param known every migration there is, whichever are asked for: which keys count depends on all
   *     tables that are copied
   */
  EvidenceReading(Connection connection, Collection<ShapeColumns> known) {
    this.connection = connection;
    this.copied =
        known.stream()
            .flatMap(
                shapes -> Stream.of(Shape.values()).flatMap(each -> shapes.ofCopy(each).stream()))
            .toList();
  }

  Map<MigrationId, Evidence> of(List<ShapeColumns> migrations) throws SQLException {
    Optional<List<Proven>> proven = proven(migrations);
    List<Following> following = new FollowingReading(connection).of(migrations);
    List<Presence> columns = columns(migrations);
    List<Boolean> oldTables = tables(migrations, ShapeColumns::oldTables);
    List<Boolean> newTables = tables(migrations, ShapeColumns::newTables);
    List<Boolean> oldReferenced = referenced(migrations, shapes -> shapes.ofCopy(Shape.OLD));
    List<Boolean> newReferenced = referenced(migrations, shapes -> shapes.ofCopy(Shape.NEW));
    Map<MigrationId, Evidence> evidence = new HashMap<>();
    int at = 0;
    for (int i = 0; i < migrations.size(); i++) {
      ShapeColumns shapes = migrations.get(i);
      List<Presence> oldColumns = columns.subList(at, at += shapes.oldColumns().size());
      List<Presence> newColumns = columns.subList(at, at += shapes.newColumns().size());
      boolean isCopied = shapes.copied().isPresent();
      boolean oldGone =
          isCopied
              ? newTables.get(i) && !oldTables.get(i)
              : newTables.get(i) || !oldColumns.stream().allMatch(Presence::present);
      boolean newThere =
          newColumns.stream().allMatch(Presence::present) && (!isCopied || newTables.get(i));
      Proven known = proven.isPresent() ? proven.get().get(i) : new Proven(false, true);
      evidence.put(
          shapes.migration(),
          new Evidence(
              known.verifiedClean(),
              known.oldShapeCurrent() && !oldGone,
              isCopied ? !newReferenced.get(i) : omissible(newColumns),
              isCopied ? !oldReferenced.get(i) : omissible(oldColumns),
              oldGone,
              newThere && (proven.isPresent() || oldGone),
              following.get(i).follows(Shape.NEW),
              following.get(i).follows(Shape.OLD)));
    }
    return evidence;
  }

  private static boolean omissible(List<Presence> columns) {
    return columns.stream().allMatch(column -> !column.present() || column.omissible());
  }

  private Optional<List<Proven>> proven(List<ShapeColumns> migrations) throws SQLException {
    if (!Present.table(connection, "control")) {
      return Optional.empty();
    }
    List<Proven> proven = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PROVEN)) {
      Object[] ids = migrations.stream().map(shapes -> shapes.migration().value()).toArray();
      statement.setArray(1, connection.createArrayOf("text", ids));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          proven.add(new Proven(result.getBoolean(1), result.getBoolean(2)));
        }
      }
    }
    return Optional.of(proven);
  }

  /** Whether there are tables of all names that each of them gives; false where it gives none. */
  private List<Boolean> tables(
      List<ShapeColumns> migrations, Function<ShapeColumns, List<TableName>> names)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      return answers(statement, 1, migrations.stream().map(names).toList()).stream()
          .map(there -> !there.isEmpty() && !there.contains(false))
          .toList();
    }
  }

  /** Whether a table that is not copied points at one of the tables of those names. */
  private List<Boolean> referenced(
      List<ShapeColumns> migrations, Function<ShapeColumns, List<TableName>> names)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REFERENCED)) {
      statement.setArray(1, texts(copied.stream().map(TableName::schema)));
      statement.setArray(2, texts(copied.stream().map(TableName::name)));
      return answers(statement, 3, migrations.stream().map(names).toList()).stream()
          .map(referenced -> referenced.contains(true))
          .toList();
    }
  }

  /** The answers of a query that has one for each name, in lists as the names are. */
  private List<List<Boolean>> answers(
      PreparedStatement statement, int first, List<List<TableName>> names) throws SQLException {
    List<TableName> all = names.stream().flatMap(List::stream).toList();
    statement.setArray(first, texts(all.stream().map(TableName::schema)));
    statement.setArray(first + 1, texts(all.stream().map(TableName::name)));
    List<List<Boolean>> answers = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      for (List<TableName> each : names) {
        List<Boolean> answered = new ArrayList<>();
        while (answered.size() < each.size() && result.next()) {
          answered.add(result.getBoolean(1));
        }
        answers.add(answered);
      }
    }
    return answers;
  }

  private Array texts(Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private List<Presence> columns(List<ShapeColumns> migrations) throws SQLException {
    List<Integer> at = new ArrayList<>();
    List<TableName> tables = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int wanted = 0;
    for (ShapeColumns shapes : migrations) {
      for (Shape shape : Shape.values()) {
        for (String column : shapes.columns(shape)) {
          // In one of several tables, or in the one that has either of two names.
          for (TableName table : shapes.tables(shape, column)) {
            at.add(wanted);
            tables.add(table);
            names.add(column);
          }
          wanted++;
        }
      }
    }
    List<Presence> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setArray(1, connection.createArrayOf("int4", at.toArray()));
      statement.setArray(2, texts(tables.stream().map(TableName::schema)));
      statement.setArray(3, texts(tables.stream().map(TableName::name)));
      statement.setArray(4, texts(names.stream()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(new Presence(result.getBoolean(2), result.getBoolean(3)));
        }
      }
    }
    return columns;
  }
}
