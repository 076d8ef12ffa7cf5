package dev.segue.migrator.check;

import dev.segue.migrator.check.Finding.Severity;
import dev.segue.rules.migration.Migration;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check finds of one migration. */
final class Findings {

  private final Migration migration;
  private final List<Finding> found = new ArrayList<>();

  Findings(Migration migration) {
    this.migration = migration;
  }

  void error(int line, String fact, String hint) {
    add(Severity.ERROR, line, fact, hint);
  }

  void error(String fact, String hint) {
    error(migration.line(), fact, hint);
  }

  void warning(String fact, String hint) {
    add(Severity.WARNING, migration.line(), fact, hint);
  }

  void warning(int line, String fact, String hint) {
    add(Severity.WARNING, line, fact, hint);
  }

  void note(String fact, String hint) {
    add(Severity.NOTE, migration.line(), fact, hint);
  }

  private void add(Severity severity, int line, String fact, String hint) {
    found.add(new Finding(severity, migration.id().value(), line, fact, hint));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
