package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
          "COMMENT",
          "SECURITY",
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
          ("ABORT ALTER ANALYSE ANALYZE BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY"
                  + " CREATE DEALLOCATE DECLARE DISCARD DO DROP END EXECUTE EXPLAIN FETCH GRANT IMPORT"
                  + " LISTEN LOAD LOCK MOVE NOTIFY PREPARE REASSIGN REFRESH REINDEX RELEASE REPACK"
                  + " RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET SHOW START TRUNCATE UNLISTEN VACUUM"
                  + " WAIT")
              .split(" "));

  private Utilities() {}

  /** Whether PostgreSQL has a command that begins so; where not, the text is an error. */
  static boolean isCommand(Statement.Utility utility) {
    return COMMANDS.contains(utility.command().split(" ", 2)[0]);
  }

  /**
   * What ALTER TABLE may do: nothing that changes names, columns, types, or which rows there are,
   * nor whether triggers fire. Whether a row is shown to a role is asked of either shape alike.
   */
  private static final Pattern HARMLESS_ACTION =
      Pattern.compile(
          "VALIDATE CONSTRAINT .*|OWNER TO .*|CLUSTER ON .*|SET WITHOUT CLUSTER|SET TABLESPACE .*"
              + "|SET|RESET|SET (UN)?LOGGED|REPLICA IDENTITY .*"
              + "|(ENABLE|DISABLE|FORCE|NO FORCE) ROW LEVEL SECURITY"
              + "|ALTER (COLUMN )?\\S+ (SET (STATISTICS|STORAGE|COMPRESSION) .*|SET|RESET)");

  /** What it may do besides where it names no changed column: a constraint on others. */
  private static final Pattern CONSTRAINT =
      Pattern.compile("ADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)( .*)?");

  /** Commands that serve one shape where they name a changed column, and either where not. */
  private static final Map<String, String> OF_COLUMNS =
      Map.of(
          "CREATE INDEX", "an index on a column in migration would serve one shape only",
          "CREATE UNIQUE INDEX", "an index on a column in migration would serve one shape only",
          "CREATE STATISTICS", "statistics of a column in migration would serve one shape only",
          "CREATE POLICY", "a policy on a column in migration would hold for one shape only",
          "ALTER POLICY", "a policy on a column in migration would hold for one shape only",
          "ALTER SEQUENCE", "a sequence of a column in migration would belong to one shape only",
          "GRANT", "a privilege on a column in migration would hold for one shape only",
          "REVOKE", "a privilege on a column in migration would hold for one shape only");

  /** Why the command must not run while the table is in migration; empty where it may. */
  static Optional<String> objection(UtilityUse use, LogicalTable table, int index) {
    String command = use.utility().command();
    String first = command.split(" ", 2)[0];
    if (OF_COLUMNS.containsKey(command)) {
      return use.namesChanged(table) ? Optional.of(OF_COLUMNS.get(command)) : Optional.empty();
    }
    if (HARMLESS.contains(first) || command.equals("DROP POLICY")) {
      return Optional.empty();
    }
    if (use.dependsOnPlace() && !command.equals("DROP TABLE")) {
      return ofTables(use, table, index);
    }
    return Optional.of(refusal(command));
  }

  private static Optional<String> ofTables(UtilityUse use, LogicalTable table, int index) {
    Identifier name = use.utility().names().get(index);
    String command = use.utility().command();
    if (!use.isTarget(name)) {
      return switch (use.placeOf(name)) {
        case REFERENCED ->
            use.referencesChanged(index, table)
                ? Optional.of(
                    "a foreign key to a column in migration would hold for one shape only")
                : Optional.empty();
        case PARTITIONED, COLUMN -> Optional.empty();
        case OTHER ->
            Optional.of(
                command + " would take the columns of both shapes from a table in migration");
      };
    }
    if (command.startsWith("CREATE TEMP")) {
      return Optional.of("a temporary table would hide the table of a migration");
    }
    if (command.startsWith("CREATE")) {
      // The table is there: PostgreSQL says so, or IF NOT EXISTS makes it nothing.
      return Optional.empty();
    }
    List<String> actions = use.utility().actions();
    boolean changed = use.namesChanged(table);
    return !actions.isEmpty() && actions.stream().allMatch(each -> isHarmless(each, changed))
        ? Optional.empty()
        : Optional.of(refusal(command));
  }

  private static boolean isHarmless(String action, boolean namesChanged) {
    return HARMLESS_ACTION.matcher(action).matches()
        || (!namesChanged && CONSTRAINT.matcher(action).matches());
  }

  private static String refusal(String command) {
    return command + " cannot run on a table while a migration changes its shape";
  }
}
