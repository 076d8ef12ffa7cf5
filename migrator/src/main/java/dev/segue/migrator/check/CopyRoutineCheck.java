package dev.segue.migrator.check;

import dev.segue.migrator.check.RoutineCheck.Routine;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Functions and procedures that name the old table of a copy: to them it is the only one. */
final class CopyRoutineCheck {

  private final Connection connection;
  private final MigratingTable old;
  private final Findings findings;

  CopyRoutineCheck(Connection connection, MigratingTable old, Findings findings) {
    this.connection = connection;
    this.old = old;
    this.findings = findings;
  }

  void run() throws SQLException {
    for (Routine routine : RoutineCheck.routines(connection, old)) {
      check(routine, RoutineSource.of(routine.source()));
    }
  }

  private void check(Routine routine, RoutineSource source) {
    TableName oldName = old.name();
    List<TableName> newNames = old.migration().tables(Shape.NEW);
    if (!source.mentions(oldName.name())) {
      return;
    }
    Findings.Entry entry = findings.about(Subject.FUNCTION, routine.name());
    String said = routine.kind() + " " + routine.name();
    boolean writes =
        source.insertsInto(oldName.name())
            || source.updates(oldName.name())
            || source.deletesFrom(oldName.name());
    if (newNames.stream().allMatch(newName -> source.mentions(newName.name()))) {
      entry.note(
          "%s names %s and %s".formatted(said, oldName, CopyDependencyCheck.all(newNames)),
          "It passes no driver, and has to do by itself what its route asks for.",
          "");
    } else if (writes) {
      entry.pastDriver(
          "%s may write %s".formatted(said, oldName),
          "SQL inside the database passes no driver: it writes the old table alone, on every route,"
              + " and the tables differ from then on.",
          "Before write-new, let it write both tables, or let the application do what it does.",
          "Before retire-old, let it write %s.".formatted(CopyDependencyCheck.all(newNames)));
    } else {
      entry.warning(
          "%s names %s".formatted(said, oldName),
          "SQL inside the database passes no driver: it reads the old table on every route, which"
              + " on route NEW is what was left there.",
          "Before retire-old, let it read %s.".formatted(CopyDependencyCheck.all(newNames)));
    }
  }
}
