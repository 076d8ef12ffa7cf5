package dev.segue.migrator.trigger;

import dev.segue.driver.control.Following;
import java.util.List;

/** The SQL of one migration's triggers. */
interface FollowingSql {

  /**
   * A trigger.
   *
   * @param table the name of its table, for SQL
   * @param name its name, for SQL
   * @param definition what makes it
   * @param always whether it fires for what replication writes too
   */
  record Trigger(String table, String name, String definition, boolean always) {}

  /** The functions, made anew where they are there. */
  List<String> functions();

  /** The triggers, whether they are there or not, each table's beside each other. */
  List<Trigger> triggers();

  /** Whether a trigger stays as it is, enabled or not, when this is what follows from now on. */
  default boolean stays(Trigger trigger, Following following) {
    return false;
  }

  /** Whether a trigger is enabled while this is what follows. */
  boolean isEnabled(Trigger trigger, Following following);
}
