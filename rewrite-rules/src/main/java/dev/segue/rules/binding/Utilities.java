package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Statement;
import java.util.Optional;
import java.util.Set;

/** Which commands other than DML may run on a table in migration. */
final class Utilities {

  static final String HINT =
      "Run it on the plain connection (without segue: in the URL), or after the migration.";

  /** Commands that do to the physical table what they would do to the logical one. */
  private static final Set<String> HARMLESS =
      Set.of(
          "TRUNCATE",
          "LOCK",
          "VACUUM",
          "ANALYZE",
          "ANALYSE",
          "REINDEX",
          "CLUSTER",
          "GRANT",
          "REVOKE",
          "COMMENT",
          "SET",
          "SHOW",
          "RESET",
          "LISTEN",
          "NOTIFY",
          "UNLISTEN",
          "SAVEPOINT",
          "RELEASE",
          "CHECKPOINT",
          "DISCARD",
          "REFRESH");

  /** The first words of PostgreSQL's commands that are not DML (manual, part VI). */
  private static final Set<String> COMMANDS =
      Set.of(
          ("ABORT ALTER ANALYSE ANALYZE BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE"
                  + " DEALLOCATE DECLARE DISCARD DO DROP END EXECUTE EXPLAIN FETCH GRANT IMPORT"
                  + " LISTEN LOAD LOCK MOVE NOTIFY PREPARE REASSIGN REFRESH REINDEX RELEASE REPACK"
                  + " RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET SHOW START TRUNCATE UNLISTEN"
                  + " VACUUM WAIT")
              .split(" "));

  private Utilities() {}

  /** Whether PostgreSQL has a command that begins so; where not, the text is an error. */
  static boolean isCommand(Statement.Utility utility) {
    return COMMANDS.contains(utility.command().split(" ", 2)[0]);
  }

  /** Why the command must not run while the table is in migration; empty where it may. */
  static Optional<String> objection(Statement.Utility utility, LogicalTable table) {
    String first = utility.command().split(" ", 2)[0];
    if (HARMLESS.contains(first)) {
      return Optional.empty();
    }
    if (utility.command().startsWith("CREATE TEMP")) {
      return Optional.of("a temporary table would hide the table of a migration");
    }
    if (utility.command().equals("CREATE TABLE")) {
      // The table is there: PostgreSQL says so, or IF NOT EXISTS makes it nothing.
      return Optional.empty();
    }
    boolean touchesChange =
        utility.names().stream()
            .anyMatch(
                name ->
                    table.hides(name.name())
                        || table
                            .column(name.name())
                            .filter(column -> column.change().isPresent())
                            .isPresent());
    if (utility.command().equals("CREATE INDEX")
        || utility.command().equals("CREATE UNIQUE INDEX")) {
      return touchesChange
          ? Optional.of("an index on a column in migration would serve one shape only")
          : Optional.empty();
    }
    if (utility.command().startsWith("COPY")) {
      return Optional.of("COPY of a table in migration goes past the rewriting");
    }
    return Optional.of(
        utility.command() + " cannot run on a table while a migration changes its shape");
  }
}
