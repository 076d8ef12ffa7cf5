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

    /**
     * Something writes one shape past the driver: what stands in the way where statements write
     * both, and triggers do not let pass.
     *
     * @param detail why it stands in the way
     * @param hint the way out without triggers
     * @param later what is to be done before retire-old all the same
     */
    void pastDriver(String fact, String detail, String hint, String later) {
      if (migration.byTriggers()) {
        warning(
            fact,
            "While both shapes are written, triggers write what it does not; on route NEW what it"
                + " writes stays where it is.",
            later);
      } else if (migration.mayBeByTriggers()) {
        String end = hint.endsWith(".") ? "" : ".";
        error(fact, detail, hint + end + " Or set write-mode: trigger in the rule.");
      } else {
        error(fact, detail, hint);
      }
    }

    void add(Severity severity, String fact, String detail, String hint) {
      found.add(
          new Finding(severity, migration.id().value(), line, subject, object, fact, detail, hint));
    }
  }
}
