package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.DatabaseName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the triggers are called that write a migration's second shape, and what belongs to them.
 *
 * @param migration whose they are
 */
public record FollowingNames(MigrationId migration) {

  /**
   * BEFORE triggers fire in the order of their names, byte by byte: these are to see what all
   * others have made of a row.
   */
  private static final String PREFIX = "zzz_segue_";

  private static final List<String> EVENTS = List.of("insert", "update", "delete", "truncate");

  /** The events that a table's triggers are for. */
  public List<String> events() {
    return EVENTS;
  }

  /** The trigger of a table that is one of two, on one of {@link #events}. */
  public String onEvent(String event) {
    return PREFIX + name() + "_" + event;
  }

  /** The trigger for columns of one table, while this is what follows. */
  public String whileFollowing(Following following) {
    return PREFIX + name() + "_" + following.name().toLowerCase(Locale.ROOT);
  }

  /** The trigger that writes what was noted of a column that moves, on an event. */
  public String applying(String event) {
    return PREFIX + name() + "_put_" + event;
  }

  /**
   * The triggers by which the target of a moving column follows, by event. They fire before those
   * that write what was noted, so that they know that it was.
   */
  public Map<String, String> movingOn() {
    Map<String, String> triggers = new LinkedHashMap<>();
    for (String event : List.of("insert", "update")) {
      triggers.put(event, whileFollowing(Following.NEW) + "_" + event);
    }
    return triggers;
  }

  /**
   * The triggers by which the rows follow that refer to the target of a moving column: one while
   * these follow, and one while they only take what is written to the target by itself.
   */
  public List<String> movingBack() {
    return List.of(whileFollowing(Following.OLD), PREFIX + name() + "_back");
  }

  /** The name, with its schema, of the function that writes the table of a shape. */
  public String function(Shape follower) {
    return Quoted.table("segue", "follow_" + name() + "_" + follower.word());
  }

  /** The name, with its schema, of the function that computes columns. */
  public String function() {
    return Quoted.table("segue", "follow_" + name());
  }

  /**
   * The setting that is {@code on} while a table is made what the other one is: what is written
   * then is not to go back.
   */
  public String setting() {
    return "segue.following_" + name();
  }

  private String name() {
    return DatabaseName.of(migration);
  }
}
