package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.DatabaseName;
import java.util.List;
import java.util.Locale;

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
