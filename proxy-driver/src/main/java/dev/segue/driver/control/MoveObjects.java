package dev.segue.driver.control;

import dev.segue.route.Shape;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.migration.MovedColumn.Function;
import dev.segue.rules.migration.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The functions and triggers by which a column moves to a related table, as SQL.
 *
 * <h2>Design</h2>
 *
 * The rows that refer to one target have one value, and the target has it too. Whoever makes it
 * otherwise fails at the end of his statement, with {@code 23514}. Two who write to the rows of one
 * target meet in the target's row: each locks it before he looks at what the others have, so that
 * the later one sees what the earlier has made. At REPEATABLE READ he would not; so the row is not
 * only locked but written where that may matter ({@code 40001}), and a value that rows have is not
 * changed there at all.
 *
 * <ul>
 *   <li>While the new shape follows, a trigger behind each statement writes to the targets what
 *       their rows have got. Pairs of a reference and a value that the statement found and left
 *       have nothing to say.
 *   <li>While the old shape follows, a trigger before each row of the target writes what it gets to
 *       the rows that refer to it. Before, so that a {@code RETURNING} sees them.
 *   <li>A statement that speaks old, where the old column is not written, notes in a setting what
 *       its rows are to have. Nothing of it is to be seen until the statement ends: its right-hand
 *       sides see what there was before. Then a trigger writes it to the targets.
 * </ul>
 *
 * <p>A statement that speaks new, where the new shape leads, says that its rows have what their
 * targets have; a trigger writes that to the old column as long as the old shape follows. Of one
 * that says nothing, a NULL there would be a value.
 *
 * <p>The functions run with the rights of their owner. Values are compared as texts, byte by byte:
 * every type has that, and {@code 1.0} is to be told from {@code 1.00}.
 *
 * @param referenceType the type of the foreign key, as {@code format_type} prints it
 * @param valueType the type of the column
 * @param searchPath in which their operators are found, for SQL
 */
public record MoveObjects(
    MovedColumn moved, String referenceType, String valueType, String searchPath) {

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION %s
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = %s
      AS $segue$
      %s
      $segue$""";

  /** What installs the functions, and makes those anew that are there. */
  public List<String> functions() {
    String lookUp = "(" + referenceType + ") RETURNS " + valueType;
    return List.of(
        function(
            Function.PUT,
            "(%s, %s) RETURNS %s".formatted(referenceType, valueType, referenceType),
            MoveBodies.PUT),
        function(
            Function.KEEP,
            "(%s) RETURNS %s".formatted(referenceType, referenceType),
            MoveBodies.KEEP),
        function(Function.APPLY, "() RETURNS trigger", MoveBodies.APPLY),
        function(Function.VALUE, lookUp, MoveBodies.VALUE),
        function(Function.NEWEST, lookUp, MoveBodies.NEWEST),
        function(Function.WRITTEN, lookUp, MoveBodies.WRITTEN),
        function(Function.KNOWN, lookUp, MoveBodies.KNOWN),
        function(Function.TO_NEW, "() RETURNS trigger", MoveBodies.TO_NEW),
        function(Function.TO_OLD, "() RETURNS trigger", MoveBodies.TO_OLD));
  }

  /** The functions that statements call, with the types by which PostgreSQL tells them apart. */
  public static List<String> called(MovedColumn moved, String referenceType, String valueType) {
    return Stream.of(
            Function.PUT,
            Function.KEEP,
            Function.VALUE,
            Function.NEWEST,
            Function.WRITTEN,
            Function.KNOWN)
        .map(
            function ->
                "%s(%s)"
                    .formatted(
                        moved.function(function),
                        function == Function.PUT
                            ? referenceType + ", " + valueType
                            : referenceType))
        .toList();
  }

  private String function(Function function, String signature, String body) {
    return FUNCTION.formatted(moved.function(function) + signature, searchPath, filled(body));
  }

  private String filled(String body) {
    String text = body;
    // What stands for a part may have parts itself.
    for (int i = 0; i < 3; i++) {
      for (Map.Entry<String, String> part : parts().entrySet()) {
        text = text.replace("{" + part.getKey() + "}", part.getValue());
      }
    }
    return text;
  }

  private Map<String, String> parts() {
    FollowingNames names = new FollowingNames(moved.migration());
    return Map.ofEntries(
        Map.entry("source", sqlName(moved.source())),
        Map.entry("column", Quoted.identifier(moved.column())),
        Map.entry("reference", Quoted.identifier(moved.reference())),
        Map.entry("target", sqlName(moved.target())),
        Map.entry("name", Quoted.identifier(moved.name())),
        Map.entry("key", Quoted.identifier(moved.key())),
        Map.entry("type", valueType),
        Map.entry("notes", Quoted.literal(moved.notes())),
        Map.entry("following", Quoted.literal(names.setting())),
        Map.entry("inserted", dollars(MoveBodies.INSERTED)),
        Map.entry("updated", dollars(MoveBodies.UPDATED)),
        Map.entry("follow", dollars(MoveBodies.FOLLOW)),
        Map.entry("applied", applied(names)),
        Map.entry("fail_unapplied", failUnapplied()),
        Map.entry("alone", dollars(MoveBodies.ALONE)),
        Map.entry("follow_kept", MoveBodies.FOLLOW_KEPT),
        Map.entry("kept", Quoted.literal(moved.kept())),
        Map.entry(
            "is_kept",
            "coalesce(current_setting({kept}, true) = statement_timestamp()::text, false)"),
        Map.entry("others", others()),
        Map.entry("old_follows", oldFollows(names)),
        Map.entry("check_isolation", checkIsolation()),
        Map.entry("fail_isolation", failIsolation()),
        Map.entry("fail", fail()),
        Map.entry("fail_alone", failAlone()));
  }

  private static String dollars(String sql) {
    return "$sql$" + sql + "$sql$";
  }

  private static String others() {
    return """
        ((SELECT count(*) FROM (SELECT FROM {source} AS s WHERE s.{reference} = written.reference
          LIMIT written.many + 1) AS found) > written.many)""";
  }

  private String oldFollows(FollowingNames names) {
    return """
        EXISTS (SELECT FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid = %s::regclass
          AND g.tgname = %s AND g.tgenabled IN ('O', 'A'))"""
        .formatted(
            Quoted.literal(sqlName(moved.target())),
            Quoted.literal(names.whileFollowing(Following.OLD)));
  }

  /** That what is noted will be written: without its triggers it would be lost. */
  private String applied(FollowingNames names) {
    return """
        (current_setting('session_replication_role') <> 'replica' AND 2 = (
          SELECT count(*) FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid = %s::regclass
            AND g.tgname IN (%s, %s) AND g.tgenabled IN ('O', 'A')))"""
        .formatted(
            Quoted.literal(sqlName(moved.source())),
            Quoted.literal(names.applying("insert")),
            Quoted.literal(names.applying("update")));
  }

  private String failUnapplied() {
    return MoveBodies.FAIL
        .replace("check_violation", "object_not_in_prerequisite_state")
        .formatted(
            Quoted.literal(
                "the triggers of %s do not fire that write \"%s\" to %s"
                    .formatted(moved.source(), moved.column(), moved.target())),
            Quoted.literal(inFlight()),
            Quoted.literal("ENABLE TRIGGER, and leave session_replication_role alone."));
  }

  private String checkIsolation() {
    return """
        IF current_setting('transaction_isolation') <> 'read committed'
           AND (TG_OP = 'UPDATE' OR known IS NOT NULL) THEN
          {fail_isolation}
        END IF;""";
  }

  private String failIsolation() {
    return MoveBodies.FAIL
        .replace("check_violation", "feature_not_supported")
        .formatted(
            Quoted.literal(
                "a value of column \"%s\" cannot change at this isolation level while it moves"
                    .formatted(moved.column())),
            Quoted.literal(inFlight()),
            Quoted.literal("Change it at READ COMMITTED."));
  }

  private String fail() {
    return MoveBodies.FAIL.formatted(
        Quoted.literal(
            "rows of %s with the same \"%s\" would have different values of \"%s\""
                .formatted(moved.source(), moved.reference(), moved.column())),
        Quoted.literal(inFlight()),
        Quoted.literal(
            "Change it in all rows of one \"%s\" by one statement.".formatted(moved.reference())));
  }

  private String failAlone() {
    return MoveBodies.FAIL.formatted(
        Quoted.literal(
            "a row of %s without \"%s\" would have a value of \"%s\""
                .formatted(moved.source(), moved.reference(), moved.column())),
        Quoted.literal(inFlight()),
        Quoted.literal("Set both, or neither."));
  }

  private String inFlight() {
    return "Migration %s moves it to %s.".formatted(moved.migration(), moved.target());
  }

  /**
   * A trigger.
   *
   * @param table the name of its table, for SQL
   * @param name its name, for SQL
   */
  public record Trigger(String table, String name, String definition) {}

  /** Those that write to the targets what was noted, whichever shape follows. */
  public List<Trigger> applying() {
    FollowingNames names = new FollowingNames(moved.migration());
    return Stream.of("insert", "update")
        .map(event -> behind(event, names.applying(event), Function.APPLY, ""))
        .toList();
  }

  /** Those by which a shape follows. */
  public List<Trigger> following(Shape follower) {
    FollowingNames names = new FollowingNames(moved.migration());
    if (follower == Shape.OLD) {
      return names.movingBack().stream().map(this::before).toList();
    }
    return names.movingOn().entrySet().stream()
        .map(
            entry ->
                behind(
                    entry.getKey(),
                    entry.getValue(),
                    Function.TO_NEW,
                    entry.getKey().equals("update") ? "OLD TABLE AS segue_old " : ""))
        .toList();
  }

  /** Whether one of these is enabled while this is what follows. */
  public boolean isEnabled(Trigger trigger, Following following) {
    FollowingNames names = new FollowingNames(moved.migration());
    if (trigger.name().equals(Quoted.identifier(names.movingBack().get(0)))) {
      return following.follows(Shape.OLD);
    } else if (trigger.name().equals(Quoted.identifier(names.movingBack().get(1)))) {
      return following == Following.NEW;
    } else {
      return following.follows(Shape.NEW);
    }
  }

  private Trigger behind(String event, String name, Function function, String old) {
    String quoted = Quoted.identifier(name);
    return new Trigger(
        sqlName(moved.source()),
        quoted,
        """
        CREATE TRIGGER %s AFTER %s ON %s REFERENCING %sNEW TABLE AS segue_new
          FOR EACH STATEMENT EXECUTE FUNCTION %s()"""
            .formatted(quoted, event, sqlName(moved.source()), old, moved.function(function)));
  }

  private Trigger before(String name) {
    String quoted = Quoted.identifier(name);
    return new Trigger(
        sqlName(moved.target()),
        quoted,
        "CREATE TRIGGER %s BEFORE UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(
                quoted,
                Quoted.identifier(moved.name()),
                sqlName(moved.target()),
                moved.function(Function.TO_OLD)));
  }

  private static String sqlName(TableName table) {
    return Quoted.table(table.schema(), table.name());
  }
}
