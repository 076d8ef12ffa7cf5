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
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ColumnChange.Kind;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves what the table demands of a column from one shape to the other, when the other becomes the
 * only one that is written: NOT NULL and constant defaults.
 *
 * <p>Where one column becomes one, the other takes NOT NULL itself. Where several are computed from
 * each other, one of the new ones may well be null; the demand stays what it was, of what {@code
 * down} computes, as a CHECK. A column that is added demands nothing, and one that is dropped takes
 * its demand along.
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

  /** The new columns demand what the old ones did, and the old ones nothing. */
  void toNew(Progress progress) {
    List<CatalogColumn> demanding =
        table.columns(Shape.OLD).stream().filter(CatalogColumn::notNull).toList();
    List<String> proven = new ArrayList<>();
    List<RequiredValue> required = new ArrayList<>();
    List<String> finish = new ArrayList<>();
    try (Connection connection = context.connect()) {
      for (ColumnChange change : table.migration().changes()) {
        List<CatalogColumn> demandingHere =
            demanding.stream()
                .filter(old -> change.column(Shape.OLD, old.name()).isPresent())
                .toList();
        if (change.kind() == Kind.ONE_FOR_ONE && !demandingHere.isEmpty()) {
          present(change.newColumns()).stream()
              .filter(column -> !column.notNull())
              .forEach(column -> proven.add(column.name()));
        } else if (change.kind() == Kind.SEVERAL) {
          demandingHere.forEach(old -> required.add(RequiredValue.of(change, old)));
        }
        finish.addAll(constantDefaults(connection, change));
      }
      demanding.forEach(column -> finish.add(alter(column.name(), "DROP NOT NULL")));
      setNotNull(connection, proven, required, finish, progress);
      record(connection, true);
    } catch (SQLException e) {
      throw MigratorException.of("handing constraints over to the new columns", e);
    }
    proven.forEach(name -> progress.said("column \"%s\" is NOT NULL now".formatted(name)));
    required.forEach(value -> progress.said("%s is required now".formatted(value.expression())));
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
      for (ColumnChange change : table.migration().changes()) {
        if (change.kind() == Kind.SEVERAL) {
          table.columns(Shape.OLD).stream()
              .filter(old -> change.column(Shape.OLD, old.name()).isPresent())
              .forEach(old -> finish.add(RequiredValue.of(change, old).drop()));
        }
      }
      setNotNull(connection, proven, List.of(), finish, progress);
      record(connection, false);
      proven.forEach(name -> progress.said("column \"%s\" is NOT NULL again".formatted(name)));
      progress.said("the new columns may be null again");
    } catch (SQLException e) {
      throw MigratorException.of("handing constraints back to the old columns", e);
    }
  }

  private void setNotNull(
      Connection connection,
      List<String> columns,
      List<RequiredValue> required,
      List<String> finish,
      Progress progress) {
    List<RequiredValue> proofs = new ArrayList<>(required);
    List<String> changes = new ArrayList<>(finish);
    for (String column : columns) {
      RequiredValue proof = RequiredValue.proof(column, position(column));
      proofs.add(proof);
      changes.add(alter(column, "SET NOT NULL"));
      changes.add(proof.drop());
    }
    if (!proofs.isEmpty()) {
      List<String> checks =
          proofs.stream().flatMap(proof -> Stream.of(proof.drop(), proof.add())).toList();
      locked.run(connection, List.of(alterTable(checks)), progress);
    }
    for (RequiredValue proof : proofs) {
      validate(connection, proof, proofs, progress);
    }
    if (!changes.isEmpty()) {
      locked.run(connection, List.of(alterTable(changes)), progress);
    }
  }

  private void validate(
      Connection connection, RequiredValue proof, List<RequiredValue> all, Progress progress) {
    try {
      locked.run(connection, List.of(alterTable(List.of(proof.validate()))), progress);
    } catch (MigratorException e) {
      List<String> drops = all.stream().map(RequiredValue::drop).toList();
      locked.run(connection, List.of(alterTable(drops)), progress);
      if (e.getCause() instanceof SQLException cause && "23514".equals(cause.getSQLState())) {
        throw MigratorException.refused(
            "%s of %s has nulls and must become NOT NULL"
                .formatted(proof.said(), table.migration().table()),
            "Its counterpart is NOT NULL in the other shape.",
            "Find them with WHERE (%s) IS NULL; segue verify tells which rows differ."
                .formatted(proof.expression()));
      }
      throw e;
    }
  }

  /** The new columns' defaults, where the old ones' are constants. */
  private List<String> constantDefaults(Connection connection, ColumnChange change)
      throws SQLException {
    List<String> defaults = new ArrayList<>();
    if (!ConstantDefault.isHandedOver(table, change)) {
      return defaults;
    }
    for (CatalogColumn target : present(change.newColumns())) {
      String value = change.up().get(target.name()).replacingColumns(this::defaultOf);
      Optional<String> literal =
          ConstantDefault.literal(connection, value, target.type().formatted());
      if (target.defaultExpression().isEmpty() && literal.isPresent()) {
        defaults.add(alter(target.name(), "SET DEFAULT " + literal.get()));
      }
    }
    return defaults;
  }

  private String defaultOf(String oldColumn) {
    CatalogColumn old = table.relation().presentColumn(oldColumn).orElseThrow();
    return "CAST(%s AS %s)"
        .formatted(old.defaultExpression().orElseThrow(), old.type().formatted());
  }

  private List<CatalogColumn> present(List<ShapeColumn> columns) {
    return columns.stream()
        .flatMap(column -> table.relation().presentColumn(column.name()).stream())
        .toList();
  }

  private void record(Connection connection, boolean handedOver) throws SQLException {
    new MigrationStates(connection).constraintsHandedOver(table.migration().id(), handedOver);
    new ControlSchema(connection).nextEpoch();
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
