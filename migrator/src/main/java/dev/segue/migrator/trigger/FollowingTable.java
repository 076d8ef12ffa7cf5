package dev.segue.migrator.trigger;

import dev.segue.driver.control.Following;
import dev.segue.driver.control.FollowingNames;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.ShapeTable;
import dev.segue.migrator.table.TablePair;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Triggers by which one of two tables follows the other.
 *
 * <h2>Design</h2>
 *
 * They fire once behind each statement and see its rows in transition tables (manual, SQL Commands,
 * CREATE TRIGGER): a trigger for each row could not follow {@code UPDATE t SET id = id + 1}. Of the
 * transition tables they take keys alone. What lies under a key that no row of the leading table
 * has is deleted, and what lies under the others becomes what the leading row is <em>now</em>:
 *
 * <ul>
 *   <li>a trigger of the application's own may have written such a row once more, by a statement
 *       whose own triggers have fired already;
 *   <li>or it has made anew, by such a statement, what this one has deleted.
 * </ul>
 *
 * Rows are written by upserts without a condition, as the driver does, so that a backfill and its
 * sweep may run beside it ({@code Backfill}, {@code Sweep}). Each statement of the function has a
 * snapshot of its own at READ COMMITTED: what a batch has committed in the meantime is seen.
 *
 * <p>At REPEATABLE READ a key may be there twice: in a row that another transaction has deleted
 * since the snapshot, which still shows it, and in the row that this one has made in its place. So
 * it looks at rows of its own transaction alone; a row that it has just written is one.
 *
 * <p>Keys are deleted one by one, and rows looked up one by one. A plan for a whole transition
 * table would be made once in a session, for as many rows as the first statement had.
 *
 * <p>What the function writes must not come back. It says so in a setting of its own, which the
 * triggers of the other table look at, and of which an error takes back what it has said. A setting
 * for each migration: what is written further on to tables of other migrations is followed there.
 *
 * <p>The function has its owner's rights, who is the operator: whoever may write one table need not
 * be granted anything on the other, and no policy hides a row from it. So nobody else may make a
 * trigger of it.
 *
 * @param searchPath of the operator: a mapping is to mean what it means to a backfill
 */
record FollowingTable(TablePair pair, String searchPath) implements FollowingSql {

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = %2$s
      AS $segue$
      #variable_conflict use_column
      DECLARE
        segue_gone record;
        segue_self xid := pg_catalog.pg_current_xact_id()::xid;
      BEGIN
        PERFORM pg_catalog.set_config('%3$s', 'on', true);
        IF TG_OP = 'TRUNCATE' THEN
          TRUNCATE %4$s;
        ELSIF TG_OP = 'DELETE' THEN
          FOR segue_gone IN %5$s LOOP
            %7$s;
          END LOOP;
        ELSIF TG_OP = 'UPDATE' THEN
          FOR segue_gone IN %5$s EXCEPT %6$s LOOP
            %8$s
            %7$s;
          END LOOP;
        END IF;
        IF TG_OP IN ('INSERT', 'UPDATE') THEN
          %9$s;
        END IF;
        PERFORM pg_catalog.set_config('%3$s', 'off', true);
        RETURN NULL;
      END
      $segue$""";

  /**
   * Where a key changes, the row that follows is deleted and made anew. A foreign key that points
   * at it alone would take that for a deletion.
   */
  private static final String REACHED =
      """
      IF EXISTS (
              SELECT FROM pg_catalog.pg_constraint k
              WHERE k.confrelid = %1$s::pg_catalog.regclass AND k.contype = 'f'
                AND k.confdeltype IN ('c', 'n', 'd') AND k.conparentid = 0
                AND k.conrelid <> k.confrelid AND NOT EXISTS (
                  SELECT FROM pg_catalog.pg_constraint l
                  WHERE l.confrelid = %2$s::pg_catalog.regclass AND l.contype = 'f'
                    AND l.confdeltype IN ('c', 'n', 'd')
                    AND l.conrelid = k.conrelid AND l.conkey = k.conkey)) THEN
              RAISE feature_not_supported USING
                MESSAGE = %3$s,
                DETAIL = 'Its row would be deleted and made anew, which a foreign key would take for a deletion.',
                HINT = 'Let the foreign keys that point at it do nothing ON DELETE for the time of the migration.';
            END IF;""";

  @Override
  public List<String> functions() {
    return Stream.of(Shape.values())
        .flatMap(
            follower ->
                Stream.of(
                    function(follower),
                    "REVOKE ALL ON FUNCTION %s() FROM PUBLIC"
                        .formatted(names().function(follower))))
        .toList();
  }

  /** A transaction's own rows have its number or that of a subtransaction, which is greater. */
  private static String own(String row) {
    return "pg_catalog.age(%s.xmin) <= pg_catalog.age(segue_self)".formatted(row);
  }

  private String function(Shape follower) {
    RowMapping rows = pair.mappingTo(follower);
    String changed =
        "the key of %s is changed, and %s cannot follow"
            .formatted(
                pair.migration().table(follower.opposite()), pair.migration().table(follower));
    String reached =
        REACHED.formatted(
            Quoted.literal(rows.target().sqlName()),
            Quoted.literal(rows.source().sqlName()),
            Quoted.literal(changed));
    return FUNCTION.formatted(
        names().function(follower),
        searchPath,
        names().setting(),
        rows.target().sqlName(),
        rows.keys("segue_old"),
        rows.keys("segue_new"),
        rows.deleteGone("segue_gone", FollowingTable::own),
        reached,
        rows.follow("segue_new", FollowingTable::own));
  }

  @Override
  public List<Trigger> triggers() {
    List<Trigger> triggers = new ArrayList<>();
    for (Shape leader : Shape.values()) {
      names().events().forEach(event -> triggers.add(trigger(pair.table(leader), event)));
    }
    return triggers;
  }

  private Trigger trigger(ShapeTable leader, String event) {
    String name = Quoted.identifier(names().onEvent(event));
    String seen =
        switch (event) {
          case "insert" -> "REFERENCING NEW TABLE AS segue_new ";
          case "update" -> "REFERENCING OLD TABLE AS segue_old NEW TABLE AS segue_new ";
          case "delete" -> "REFERENCING OLD TABLE AS segue_old ";
          default -> "";
        };
    String definition =
        """
        CREATE TRIGGER %s AFTER %s ON %s %sFOR EACH STATEMENT
        WHEN (pg_catalog.current_setting('%s', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION %s()"""
            .formatted(
                name,
                event.toUpperCase(Locale.ROOT),
                leader.sqlName(),
                seen,
                names().setting(),
                names().function(leader.shape().opposite()));
    return new Trigger(leader.sqlName(), name, definition, false);
  }

  @Override
  public boolean isEnabled(Trigger trigger, Following following) {
    boolean onOld = trigger.table().equals(pair.old().sqlName());
    return following.follows(onOld ? Shape.NEW : Shape.OLD);
  }

  private FollowingNames names() {
    return new FollowingNames(pair.migration().id());
  }
}
