package dev.segue.migrator.check;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the migrations of the rules file against the database. Changes nothing: what it tries, it
 * tries on a temporary table in a transaction that is rolled back. Stateless.
 */
public final class SchemaCheck {

  private final MigrationContext context;

  public SchemaCheck(MigrationContext context) {
    this.context = context;
  }

  /** What stands in the way of every migration, in the order of the rules file. */
  public List<Finding> run() {
    List<Finding> all = new ArrayList<>();
    context.rules().migrations().forEach(migration -> all.addAll(run(migration)));
    return all;
  }

  /** What stands in the way of one migration. */
  public List<Finding> run(Migration migration) {
    Findings findings = new Findings(migration);
    if (migration.united().isPresent()) {
      return union(migration, findings);
    }
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    List<TableName> missing =
        migration.tables(Shape.OLD).stream()
            .filter(name -> relation(catalog, name).isEmpty())
            .toList();
    List<Relation> fresh =
        migration.copied().isPresent()
            ? TablePairs.present(catalog, migration, Shape.NEW)
            : List.of();
    boolean replaced =
        migration.copied().isPresent() && fresh.size() == migration.tables(Shape.NEW).size();
    if (!missing.isEmpty()) {
      boolean over = replaced && missing.equals(migration.tables(Shape.OLD));
      missing.forEach(name -> missing(findings.about(Subject.TABLE, name.toString()), name, over));
      return findings.all();
    }
    try (Connection connection = context.connect()) {
      List<MigratingTable> old = new ArrayList<>();
      for (TableName name : migration.tables(Shape.OLD)) {
        Relation relation = relation(catalog, name).orElseThrow();
        old.add(
            new MigratingTable(
                migration, relation, MigratingTable.primaryKey(connection, relation), Set.of()));
      }
      if (migration.copied().isPresent()) {
        new CopyCheck(connection, OldTables.of(old), fresh, catalog, findings).run();
        return findings.all();
      }
      MigratingTable table = old.get(0);
      new TableCheck(connection, table, findings).run();
      new NameCheck(connection, table, findings).run();
      boolean columnsFit = new ColumnCheck(connection, table, findings).run();
      if (columnsFit && migration.moved().isPresent()) {
        new MoveCheck(connection, table, findings).run();
        new DependencyCheck(connection, table, findings).run();
      } else if (columnsFit) {
        new MappingCheck(connection, table, catalog, findings).run();
        new LookupCheck(connection, table, catalog, findings).run();
        new DependencyCheck(connection, table, findings).run();
      }
    } catch (SQLException e) {
      throw MigratorException.of("checking " + migration.table(), e);
    }
    return findings.all();
  }

  private List<Finding> union(Migration migration, Findings findings) {
    try (Connection connection = context.connect()) {
      new UniteCheck(context, connection, findings).run(migration);
    } catch (SQLException e) {
      throw MigratorException.of("checking the tables that become " + migration.table(), e);
    }
    return findings.all();
  }

  private static void missing(Findings.Entry entry, TableName name, boolean over) {
    if (over) {
      entry.note(
          "table %s was dropped: the migration is over".formatted(name),
          "",
          "Take it out of the rules file when no application speaks the old shape any more.");
    } else {
      entry.error(
          "there is no table %s".formatted(name),
          "",
          "Mend its name in the rules file, or check that --url leads to the right database.");
    }
  }

  private Optional<Relation> relation(DatabaseCatalog catalog, TableName name) {
    return MigratingTable.relation(catalog, context.rules(), name);
  }
}
