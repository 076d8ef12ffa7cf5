package dev.segue.migrator.flag;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.MigrationStates;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.ConstantDefault;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves what the table demands of a column from one shape to the other, when the other becomes the
 * only one that is written: NOT NULL and constant defaults.
 *
 * <p>A NOT NULL is proven before it is set, by a CHECK that is validated without blocking anybody;
 * SET NOT NULL then need not look at the rows under its lock (manual, ALTER TABLE).
 */
final class ConstraintHandover {

  private final MigrationContext context;
  private final LockedChange locked;
  private final MigratingTable table;

  ConstraintHandover(MigrationContext context, LockedChange locked, MigratingTable table) {
    this.context = context;
    this.locked = locked;
    this.table = table;
  }

  /** Whether the new columns have taken over what the old ones demanded. */
  boolean isDone() {
    try (Connection connection = context.connect()) {
      return new MigrationStates(connection).of(table.migration().id()).constraintsHandedOver();
    } catch (SQLException e) {
      throw MigratorException.of("reading the state of " + table.migration().id(), e);
    }
  }

  /** Refuses where a constraint of the old columns has no counterpart on the new ones. */
  void requireCounterparts() {
    List<Counterparts.Missing> missing;
    try (Connection connection = context.connect()) {
      missing =
          Counterparts.missing(connection, table).stream()
              .filter(m -> m.kind().guardsData())
              .toList();
    } catch (SQLException e) {
      throw MigratorException.of("reading the constraints of " + table.sqlName(), e);
    }
    if (!missing.isEmpty()) {
      throw MigratorException.refused(
          "%d constraint%s on the old columns of %s %s no counterpart on the new ones"
              .formatted(
                  missing.size(),
                  missing.size() == 1 ? "" : "s",
                  table.migration().table(),
                  missing.size() == 1 ? "has" : "have"),
          String.join("; ", missing.stream().map(m -> m.name() + " " + m.definition()).toList())
              + ".",
          "Run "
              + String.join("; ", missing.stream().map(Counterparts.Missing::sql).toList())
              + " or take --accept-missing-constraints.");
    }
  }

  /** The new columns demand what the old ones did, and the old ones nothing. */
  void toNew(Progress progress) {
    List<CatalogColumn> demanding =
        table.columns(Shape.OLD).stream().filter(CatalogColumn::notNull).toList();
    List<String> proven = new ArrayList<>();
    List<String> finish = new ArrayList<>();
    try (Connection connection = context.connect()) {
      for (ColumnChange change : table.migration().changes()) {
        if (change.oldColumns().stream().allMatch(column -> isIn(column, demanding))) {
          change.newColumns().stream()
              .flatMap(column -> table.relation().presentColumn(column.name()).stream())
              .filter(column -> !column.notNull())
              .forEach(column -> proven.add(column.name()));
        }
        constantDefault(connection, change).ifPresent(finish::add);
      }
      demanding.forEach(column -> finish.add(alter(column.name(), "DROP NOT NULL")));
      setNotNull(connection, proven, finish, progress);
      record(connection, true);
    } catch (SQLException e) {
      throw MigratorException.of("handing constraints over to the new columns", e);
    }
    proven.forEach(name -> progress.said("column \"%s\" is NOT NULL now".formatted(name)));
    demanding.forEach(c -> progress.said("column \"%s\" may be null now".formatted(c.name())));
  }

  /** The old columns demand again what they did, and the new ones nothing. */
  void toOld(Progress progress) {
    try (Connection connection = context.connect()) {
      List<String> proven =
          new OldColumns(connection)
              .of(table.relation().schema(), table.relation().name()).stream()
                  .filter(OldColumn::notNull)
                  .map(OldColumn::name)
                  .filter(table.names(Shape.OLD)::contains)
                  .filter(name -> !table.relation().presentColumn(name).orElseThrow().notNull())
                  .toList();
      List<String> finish = new ArrayList<>();
      for (CatalogColumn column : table.columns(Shape.NEW)) {
        finish.add(alter(column.name(), "DROP NOT NULL"));
        finish.add(alter(column.name(), "DROP DEFAULT"));
      }
      setNotNull(connection, proven, finish, progress);
      record(connection, false);
      proven.forEach(name -> progress.said("column \"%s\" is NOT NULL again".formatted(name)));
      progress.said("the new columns may be null again");
    } catch (SQLException e) {
      throw MigratorException.of("handing constraints back to the old columns", e);
    }
  }

  private void setNotNull(
      Connection connection, List<String> columns, List<String> finish, Progress progress) {
    List<String> checks = new ArrayList<>();
    List<String> changes = new ArrayList<>(finish);
    for (String column : columns) {
      String name = Quoted.identifier("segue_not_null_" + position(column));
      checks.add("DROP CONSTRAINT IF EXISTS " + name);
      checks.add(
          "ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID"
              .formatted(name, Quoted.identifier(column)));
      changes.add(alter(column, "SET NOT NULL"));
      changes.add("DROP CONSTRAINT " + name);
    }
    if (!checks.isEmpty()) {
      locked.run(connection, List.of(alterTable(checks)), progress);
    }
    for (String column : columns) {
      validate(connection, column, progress);
    }
    if (!changes.isEmpty()) {
      locked.run(connection, List.of(alterTable(changes)), progress);
    }
  }

  private void validate(Connection connection, String column, Progress progress) {
    String name = Quoted.identifier("segue_not_null_" + position(column));
    try {
      locked.run(connection, List.of(alterTable(List.of("VALIDATE CONSTRAINT " + name))), progress);
    } catch (MigratorException e) {
      locked.run(
          connection, List.of(alterTable(List.of("DROP CONSTRAINT IF EXISTS " + name))), progress);
      if (e.getCause() instanceof SQLException cause && "23514".equals(cause.getSQLState())) {
        throw MigratorException.refused(
            "column %s.%s has nulls and must become NOT NULL"
                .formatted(table.migration().table(), column),
            "Its counterpart is NOT NULL in the other shape.",
            "Find them with WHERE %s IS NULL; segue verify tells which rows differ."
                .formatted(Quoted.identifier(column)));
      }
      throw e;
    }
  }

  /** The new column's default, where the old one's is a constant. */
  private Optional<String> constantDefault(Connection connection, ColumnChange change)
      throws SQLException {
    if (change.oldColumns().size() != 1 || change.newColumns().size() != 1) {
      return Optional.empty();
    }
    CatalogColumn old =
        table.relation().presentColumn(change.oldColumns().get(0).name()).orElseThrow();
    String newName = change.newColumns().get(0).name();
    CatalogColumn target = table.relation().presentColumn(newName).orElseThrow();
    if (old.defaultExpression().filter(ConstantDefault::isConstant).isEmpty()
        || target.defaultExpression().isPresent()) {
      return Optional.empty();
    }
    String value =
        change
            .up()
            .get(newName)
            .replacingColumns(
                name ->
                    "CAST(%s AS %s)"
                        .formatted(old.defaultExpression().get(), old.type().formatted()));
    return ConstantDefault.literal(connection, value, target.type().formatted())
        .map(literal -> alter(newName, "SET DEFAULT " + literal));
  }

  private void record(Connection connection, boolean handedOver) throws SQLException {
    new MigrationStates(connection).constraintsHandedOver(table.migration().id(), handedOver);
    new ControlSchema(connection).nextEpoch();
  }

  private static boolean isIn(ShapeColumn column, List<CatalogColumn> columns) {
    return columns.stream().anyMatch(c -> c.name().equals(column.name()));
  }

  private int position(String column) {
    return table.relation().presentColumn(column).orElseThrow().position();
  }

  private static String alter(String column, String action) {
    return "ALTER COLUMN %s %s".formatted(Quoted.identifier(column), action);
  }

  private String alterTable(List<String> actions) {
    return "ALTER TABLE %s %s".formatted(table.sqlName(), String.join(", ", actions));
  }
}
