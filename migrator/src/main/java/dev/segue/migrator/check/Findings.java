package dev.segue.migrator.check;

import dev.segue.migrator.check.Finding.Severity;
import dev.segue.rules.migration.Migration;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check finds of one migration. Not thread-safe. */
final class Findings {

  private final Migration migration;
  private final List<Finding> found = new ArrayList<>();

  Findings(Migration migration) {
    this.migration = migration;
  }

  /** Begins a finding about an object, at the migration's own line. */
  Entry about(Subject subject, String object) {
    return new Entry(subject, object, migration.line());
  }

  List<Finding> all() {
    return List.copyOf(found);
  }

  /** A finding that is being written. */
  final class Entry {

    private final Subject subject;
    private final String object;
    private final int line;

    private Entry(Subject subject, String object, int line) {
      this.subject = subject;
      this.object = object;
      this.line = line;
    }

    /** The same at another line of the rules file. */
    Entry at(int otherLine) {
      return new Entry(subject, object, otherLine);
    }

    void error(String fact, String detail, String hint) {
      add(Severity.ERROR, fact, detail, hint);
    }

    void warning(String fact, String detail, String hint) {
      add(Severity.WARNING, fact, detail, hint);
    }

    void note(String fact, String detail, String hint) {
      add(Severity.NOTE, fact, detail, hint);
    }

    void add(Severity severity, String fact, String detail, String hint) {
      found.add(
          new Finding(severity, migration.id().value(), line, subject, object, fact, detail, hint));
    }
  }
}
