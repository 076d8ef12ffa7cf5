package dev.segue.migrator.trigger;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Following;
import dev.segue.driver.control.FollowingNames;
import dev.segue.driver.control.FollowingReading;
import dev.segue.driver.control.MoveObjects;
import dev.segue.driver.control.Quoted;
import dev.segue.driver.control.ShapeColumns;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.MoveAgreement;
import dev.segue.migrator.table.TablePairs;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The triggers of a migration that write its second shape: installs them, and lets one shape follow
 * the other or not. To enable one waits for those who are writing the table at that moment;
 * whatever is written behind it is followed. Stateless.
 */
public final class FollowingTriggers {

  private static final String SEARCH_PATH =
      """
      SELECT pg_catalog.string_agg(pg_catalog.quote_ident(s.name) || ', ', '' ORDER BY s.place)
      FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS s (name, place)
      WHERE s.name NOT LIKE 'pg\\_temp%'""";

  private static final String PRESENT =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger
                     WHERE tgrelid = ?::regclass AND '"' || tgname || '"' = ?)""";

  private static final String THERE = "SELECT pg_catalog.to_regprocedure(?) IS NOT NULL";

  private final MigrationContext context;
  private final LockedChange locked;
  private final Migration migration;

  public FollowingTriggers(MigrationContext context, LockedChange locked, Migration migration) {
    this.context = context;
    this.locked = locked;
    this.migration = migration;
  }

  /** What follows now. */
  public Following now() {
    try (Connection connection = context.connect()) {
      return now(connection);
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  private Following now(Connection connection) throws SQLException {
    ShapeColumns shapes =
        ShapeColumns.of(migration, context.rules().otherNameOf(migration.table()));
    return new FollowingReading(connection).of(List.of(shapes)).get(0);
  }

  /**
   * Installs what is missing, enabling none of it; makes functions anew. Where statements write
   * both shapes, takes away what is left of a time when triggers did.
   */
  public void install(Progress progress) {
    try (Connection connection = context.connect()) {
      if (migration.byTriggers()) {
        List<String> statements = installation(connection, sql(connection));
        locked.run(connection, statements, progress);
        progress.said("triggers that write the second shape are installed");
      } else if (isThere(connection)) {
        locked.run(connection, removal(migration), progress);
        progress.said("triggers that wrote the second shape are gone");
      }
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  /** Lets these shapes follow, and no other. */
  public void let(Following following, Progress progress) {
    try (Connection connection = context.connect()) {
      if (now(connection) == following) {
        return;
      }
      FollowingSql sql = sql(connection);
      List<String> statements = installation(connection, sql);
      statements.addAll(switches(sql, following));
      locked.run(connection, statements, progress);
      new ControlSchema(connection).nextEpoch();
      progress.said(said(following));
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  private static String said(Following following) {
    return switch (following) {
      case NONE -> "triggers write no second shape now";
      case NEW -> "triggers write what is written to the old shape to the new one now";
      case OLD -> "triggers write what is written to the new shape to the old one now";
      case BOTH -> "triggers write what is written to either shape to the other one now";
    };
  }

  private FollowingSql sql(Connection connection) throws SQLException {
    String searchPath = searchPath(connection);
    if (migration.copied().isPresent()) {
      return new FollowingTable(TablePairs.read(context, migration).whole(), searchPath);
    }
    if (migration.moved().isPresent()) {
      MovedColumn moved = migration.moved().get();
      MoveAgreement agreement = MoveAgreement.read(connection, moved);
      return new FollowingMove(
          new MoveObjects(moved, agreement.referenceType(), agreement.valueType(), searchPath));
    }
    MigratingTable table = MigratingTable.read(context, migration);
    return new FollowingColumns(
        table, Comparison.byteWise(connection, table.sqlName()), searchPath);
  }

  private static String searchPath(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SEARCH_PATH)) {
      result.next();
      String schemas = result.getString(1);
      return (schemas == null ? "pg_catalog, " : schemas) + "pg_temp";
    }
  }

  private static List<String> installation(Connection connection, FollowingSql sql)
      throws SQLException {
    List<String> statements = new ArrayList<>(sql.functions());
    for (FollowingSql.Trigger trigger : sql.triggers()) {
      if (!isPresent(connection, trigger)) {
        statements.add(trigger.definition());
        statements.add(
            "ALTER TABLE %s DISABLE TRIGGER %s".formatted(trigger.table(), trigger.name()));
      }
    }
    return statements;
  }

  private static boolean isPresent(Connection connection, FollowingSql.Trigger trigger)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PRESENT)) {
      statement.setString(1, trigger.table());
      statement.setString(2, trigger.name());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private static List<String> switches(FollowingSql sql, Following following) {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    for (FollowingSql.Trigger trigger : sql.triggers()) {
      if (sql.stays(trigger, following)) {
        continue;
      }
      String action =
          !sql.isEnabled(trigger, following)
              ? "DISABLE TRIGGER "
              : trigger.always() ? "ENABLE ALWAYS TRIGGER " : "ENABLE TRIGGER ";
      actions
          .computeIfAbsent(trigger.table(), table -> new ArrayList<>())
          .add(action + trigger.name());
    }
    return actions.entrySet().stream()
        .map(
            entry ->
                "ALTER TABLE %s %s".formatted(entry.getKey(), String.join(", ", entry.getValue())))
        .collect(Collectors.toList());
  }

  private boolean isThere(Connection connection) throws SQLException {
    for (String function : Removal.functions(migration).toList()) {
      try (PreparedStatement statement = connection.prepareStatement(THERE)) {
        statement.setString(1, function + "()");
        try (ResultSet result = statement.executeQuery()) {
          if (result.next() && result.getBoolean(1)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether something of it is installed. */
  public boolean areThere() {
    try (Connection connection = context.connect()) {
      return isThere(connection);
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  /** What takes triggers and functions away, as far as they are there. */
  public static List<String> removal(Migration migration) {
    return Removal.of(migration);
  }

  /**
   * Lets what a transaction writes to one of two tables from now on stay there alone: it makes that
   * table what the other one is.
   */
  public static void standAside(Connection connection, Migration migration) throws SQLException {
    if (migration.byTriggers()
        && (migration.copied().isPresent() || migration.moved().isPresent())) {
      String setting = Quoted.literal(new FollowingNames(migration.id()).setting());
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_catalog.set_config(%s, 'on', true)".formatted(setting));
      }
    }
  }

  private MigratorException reading(SQLException e) {
    return MigratorException.of("reading the triggers of " + migration.table(), e);
  }
}
